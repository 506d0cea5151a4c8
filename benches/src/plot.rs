//! Draws what was measured: SVG files from the JSON that `salus-measure` and `scripts/load.sh` write.

use anyhow::{anyhow, bail, ensure, Context, Result};
use clap::Parser;
use plotters::{
	chart::{ChartBuilder, ChartContext, SeriesLabelPosition},
	coord::{combinators::IntoLogRange, CoordTranslate, Shift},
	element::{Circle, PathElement, Rectangle},
	prelude::{DrawingArea, IntoDrawingArea, IntoFont, SVGBackend, BLACK, WHITE},
	series::LineSeries,
	style::{Color, Palette, Palette99, RGBColor},
};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Draw what was measured.
///
/// Reads the JSON of `scripts/measure.sh` (how many of each call fit a block beside plain transfers; with several sizes
/// also how proofs grow with the trie) or of `scripts/load.sh traffic` (what a node includes of what it is offered, and how
/// long that takes), and writes a chart of each as SVG.
#[derive(Parser)]
#[command(name = "salus-plot", version)]
struct Options {
	/// The figures: files that --json wrote.
	#[arg(required = true, value_name = "FILE")]
	figures: Vec<PathBuf>,

	/// The folder for the charts, which must exist.
	#[arg(long, value_name = "FOLDER", default_value = ".")]
	into: PathBuf,
}

fn main() -> Result<()> {
	let options = Options::parse();
	ensure!(options.into.is_dir(), "there is no folder {}", options.into.display());
	for file in &options.figures {
		let charts = read(file).and_then(|figures| charts(&figures)).with_context(|| file.display().to_string())?;
		for (name, svg) in charts {
			let path = options.into.join(name);
			std::fs::write(&path, svg).with_context(|| format!("cannot write {}", path.display()))?;
			eprintln!("{}", path.display());
		}
	}
	Ok(())
}

fn read(file: &Path) -> Result<Value> {
	Ok(serde_json::from_slice(&std::fs::read(file)?)?)
}

/// Every chart that these figures give, with the name of its file.
fn charts(figures: &Value) -> Result<Vec<(&'static str, String)>> {
	if let Some(domains) = figures["domains"].as_array() {
		let mut charts = vec![("beside-transfers.svg", beside_transfers(domains)?)];
		if figures["entries"].as_array().is_some_and(|sizes| sizes.len() > 1) {
			charts.push(("growth.svg", growth(domains)?));
		}
		return Ok(charts);
	}
	let Some(steps) = figures["steps"].as_array() else {
		bail!("these are no figures of `scripts/measure.sh --json` or `scripts/load.sh traffic --json`")
	};
	Ok(vec![
		(
			"throughput.svg",
			lines(
				"Included of what is offered",
				("offered, transactions a second", "included a second"),
				10.0,
				&by_traffic(steps, &[("", "/included")]),
			)?,
		),
		(
			"latency.svg",
			lines(
				"From sending to finality, on a node that makes blocks alone",
				("offered, transactions a second", "milliseconds"),
				10.0,
				&by_traffic(steps, &[(", median", "/milliseconds/p50"), (", 95 %", "/milliseconds/p95")]),
			)?,
		),
	])
}

/// A line, or a point of its own where there is but one.
struct Line {
	name: String,
	colour: RGBColor,
	width: u32,
	points: Vec<(f64, f64)>,
}

/// For each kind of traffic, what stands at these places, by what was offered.
fn by_traffic(steps: &[Value], places: &[(&str, &str)]) -> Vec<Line> {
	let mut names: Vec<&str> = steps.iter().filter_map(|step| step["traffic"].as_str()).collect();
	names.dedup();
	let mut lines = Vec::new();
	for (number, name) in names.iter().enumerate() {
		for (nth, (suffix, place)) in places.iter().enumerate() {
			let points = steps
				.iter()
				.filter(|step| step["traffic"] == *name)
				.filter_map(|step| Some((step["offered"].as_f64()?, step.pointer(place)?.as_f64()?)))
				.collect();
			let width = if nth == 0 { 3 } else { 1 };
			lines.push(Line { name: format!("{name}{suffix}"), colour: colour(number), width, points });
		}
	}
	lines
}

/// How proofs grow, by domain, beside the logarithm of the number of the trie's entries.
fn growth(domains: &[Value]) -> Result<String> {
	let mut names: Vec<&str> = domains.iter().filter_map(|domain| domain["name"].as_str()).collect();
	names.dedup();
	let mut all = Vec::new();
	let mut sizes: Vec<f64> = Vec::new();
	for (number, name) in names.iter().enumerate() {
		let states: Vec<&Value> = domains.iter().filter(|domain| domain["name"] == *name).collect();
		let cases = |state: &Value| -> Vec<Value> {
			std::iter::once(state["baseline"].clone())
				.chain(state["cases"].as_array().cloned().unwrap_or_default())
				.collect()
		};
		let measured: Vec<(f64, Vec<Value>)> =
			states.iter().filter_map(|state| Some((state["entries"].as_f64()?, cases(state)))).collect();
		sizes.extend(measured.iter().map(|(entries, _)| *entries));
		let count = measured.first().map_or(0, |(_, cases)| cases.len());
		for at in 0..count {
			let points: Vec<(f64, f64)> = measured
				.iter()
				.filter_map(|(entries, cases)| Some((*entries, cases.get(at)?.pointer("/alone/each/proof")?.as_f64()?)))
				.collect();
			let Some((_, first)) = points.first().copied().filter(|(_, first)| *first > 0.0) else { continue };
			all.push(Line {
				// One name for all lines of a domain.
				name: if at == 0 { (*name).into() } else { String::new() },
				colour: colour(number),
				width: 1,
				points: points.iter().map(|(entries, proof)| (*entries, proof / first)).collect(),
			});
		}
	}
	sizes.sort_by(f64::total_cmp);
	let (Some(least), Some(most)) = (sizes.first(), sizes.last()) else { bail!("there is nothing to draw") };
	all.push(Line {
		name: "the trie's logarithm".into(),
		colour: BLACK,
		width: 4,
		points: vec![(*least, 1.0), (*most, most.ln() / least.ln())],
	});
	lines("Proof of one call alone, beside the smallest trie", ("entries of the trie", "times as much"), 1.1, &all)
}

/// How many of each call fit a block, beside transfers: by what was measured, and as the runtime admitted them.
fn beside_transfers(domains: &[Value]) -> Result<String> {
	let largest = domains.iter().filter_map(|domain| domain["size"].as_u64()).max();
	let mut rows: Vec<(String, Option<f64>, Option<f64>)> = Vec::new();
	for domain in domains.iter().filter(|domain| domain["size"].as_u64() == largest) {
		let measured = |case: &Value| {
			let fit = |by: &str| case.get("fit_measured")?.get(by)?.as_f64();
			fit("by_time").into_iter().chain(fit("by_proof")).chain(fit("by_length")).min_by(f64::total_cmp)
		};
		// Of a block that was not full, nothing is known of how many it would have admitted.
		let admitted = |case: &Value| case.pointer("/full/extrinsics")?.as_f64().filter(|_| case["filled"] == true);
		let baseline = &domain["baseline"];
		let beside = |one: Option<f64>, other: Option<f64>| Some(one? / other.filter(|other| *other > 0.0)?);
		for case in domain["cases"].as_array().into_iter().flatten() {
			rows.push((
				case["name"].as_str().unwrap_or_default().into(),
				beside(measured(case), measured(baseline)),
				beside(admitted(case), admitted(baseline)),
			));
		}
	}
	bars(
		"How many fit a block, beside plain transfers",
		&["by measured time and proof", "as the runtime admits"],
		&rows,
	)
}

const FONT: &str = "sans-serif";

fn colour(number: usize) -> RGBColor {
	let (red, green, blue) = Palette99::COLORS.iter().cycle().nth(number).copied().unwrap_or_default();
	RGBColor(red, green, blue)
}

type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// What `draw` draws, as SVG.
fn svg(size: (u32, u32), draw: impl FnOnce(&Area<'_>) -> Result<()>) -> Result<String> {
	let mut out = String::new();
	{
		let area = SVGBackend::with_string(&mut out, size).into_drawing_area();
		area.fill(&WHITE).map_err(broken)?;
		draw(&area)?;
		area.present().map_err(broken)?;
	}
	Ok(out)
}

fn broken(error: impl std::fmt::Display) -> anyhow::Error {
	anyhow!("cannot draw: {error}")
}

/// The names of the series.
fn legend<'a, C: CoordTranslate>(
	chart: &mut ChartContext<'a, SVGBackend<'a>, C>,
	position: SeriesLabelPosition,
) -> Result<()> {
	chart
		.configure_series_labels()
		.position(position)
		.label_font((FONT, 14))
		.background_style(WHITE.mix(0.85))
		.border_style(BLACK.mix(0.3))
		.draw()
		.map_err(broken)
}

/// Lines on logarithmic axes; the one upwards has its marks at powers of `base`.
fn lines(title: &str, (across, upwards): (&str, &str), base: f64, all: &[Line]) -> Result<String> {
	let points = || all.iter().flat_map(|line| line.points.iter().copied()).filter(|(x, y)| *x > 0.0 && *y > 0.0);
	let bounds = |values: &mut dyn Iterator<Item = f64>| {
		let (least, most) =
			values.fold((f64::INFINITY, 0.0f64), |(least, most), value| (least.min(value), most.max(value)));
		(most > 0.0).then_some(least * 0.9..most * 1.15)
	};
	let (Some(x), Some(y)) = (bounds(&mut points().map(|(x, _)| x)), bounds(&mut points().map(|(_, y)| y))) else {
		bail!("there is nothing to draw")
	};
	svg((960, 600), |area| {
		let mut chart = ChartBuilder::on(area)
			.caption(title, (FONT, 20).into_font())
			.margin(14)
			.x_label_area_size(44)
			.y_label_area_size(70)
			.build_cartesian_2d(x.log_scale(), y.log_scale().base(base))
			.map_err(broken)?;
		chart
			.configure_mesh()
			.max_light_lines(1)
			.x_labels(8)
			.x_label_formatter(&|value| tick(*value))
			.y_label_formatter(&|value| tick(*value))
			.x_desc(across)
			.y_desc(upwards)
			.label_style((FONT, 14))
			.draw()
			.map_err(broken)?;
		for line in all {
			let (colour, width) = (line.colour, line.width);
			let points: Vec<(f64, f64)> = line.points.iter().copied().filter(|(x, y)| *x > 0.0 && *y > 0.0).collect();
			chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, colour.filled()))).map_err(broken)?;
			let drawn = chart.draw_series(LineSeries::new(points, colour.stroke_width(width))).map_err(broken)?;
			if !line.name.is_empty() {
				drawn.label(&line.name).legend(move |(x, y)| {
					PathElement::new([(x, y), (x.saturating_add(18), y)], colour.stroke_width(width))
				});
			}
		}
		legend(&mut chart, SeriesLabelPosition::UpperLeft)
	})
}

/// A number at an axis.
fn tick(value: f64) -> String {
	let places = if value < 10.0 && value.fract() != 0.0 { 2 } else { 0 };
	let digits = format!("{value:.places$}");
	// Separated by thousands.
	match digits.len() {
		_ if places > 0 => digits,
		length @ 5.. => digits.chars().enumerate().fold(String::new(), |mut out, (at, digit)| {
			if at > 0 && length.saturating_sub(at) % 3 == 0 {
				out.push(',');
			}
			out.push(digit);
			out
		}),
		_ => digits,
	}
}

/// Bars from left to right, two for each name.
fn bars(title: &str, series: &[&str; 2], rows: &[(String, Option<f64>, Option<f64>)]) -> Result<String> {
	ensure!(!rows.is_empty(), "there is nothing to draw");
	let most = rows.iter().flat_map(|(_, one, other)| [*one, *other]).flatten().fold(0.0, f64::max);
	ensure!(most > 0.0, "there is nothing to draw");
	// With room for the legend below.
	let count = rows.len().saturating_add(2);
	let height = u32::try_from(count)?.saturating_mul(26).saturating_add(120);
	svg((1_100, height), |area| {
		let mut chart = ChartBuilder::on(area)
			.caption(title, (FONT, 20).into_font())
			.margin(14)
			.x_label_area_size(44)
			.y_label_area_size(430)
			.build_cartesian_2d(0.0..most * 1.05, (count as f64)..0.0)
			.map_err(broken)?;
		chart
			.configure_mesh()
			.disable_y_mesh()
			.disable_y_axis()
			.x_desc("transfers = 1")
			.label_style((FONT, 14))
			.draw()
			.map_err(broken)?;
		for (number, name) in series.iter().enumerate() {
			let (colour, offset) = (colour(number), 0.12 + 0.38 * number as f64);
			let drawn = chart
				.draw_series(rows.iter().enumerate().filter_map(|(at, (_, one, other))| {
					let value = if number == 0 { *one } else { *other }?;
					let top = at as f64 + offset;
					Some(Rectangle::new([(0.0, top), (value, top + 0.36)], colour.filled()))
				}))
				.map_err(broken)?;
			drawn.label(*name).legend(move |(x, y)| {
				let (right, top, bottom) = (x.saturating_add(14), y.saturating_sub(5), y.saturating_add(5));
				Rectangle::new([(x, top), (right, bottom)], colour.filled())
			});
		}
		legend(&mut chart, SeriesLabelPosition::LowerRight)?;
		// The names stand left of the bars, each at the height of its own.
		let (_, rows_of_pixels) = chart.plotting_area().get_pixel_range();
		let step = f64::from(rows_of_pixels.end.saturating_sub(rows_of_pixels.start)) / count as f64;
		for (at, (name, ..)) in rows.iter().enumerate() {
			let y = f64::from(rows_of_pixels.start) + (at as f64 + 0.25) * step;
			area.draw_text(name, &(FONT, 13).into_font().into(), (16, y as i32)).map_err(broken)?;
		}
		Ok(())
	})
}

#[cfg(test)]
mod tests {
	#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

	use super::*;
	use serde_json::json;

	fn domain(size: u64, entries: u64, proof: f64) -> Value {
		let case = |name: &str, fit: u64| {
			json!({
				"name": name, "filled": true, "full": { "extrinsics": fit }, "alone": { "each": { "proof": proof } },
				"fit_measured": { "by_time": fit * 2, "by_proof": fit, "by_length": null }
			})
		};
		json!({ "name": "records", "size": size, "entries": entries, "baseline": case("transfer", 100), "cases": [case("records.anchor", 50)] })
	}

	#[test]
	fn measured_calls_should_be_drawn() {
		let one = json!({ "entries": [1_000], "domains": [domain(1_000, 6_000, 5_000.0)] });
		let drawn = charts(&one).unwrap();
		assert_eq!(drawn.len(), 1);
		assert!(drawn[0].1.starts_with("<svg") && drawn[0].1.contains("records.anchor"), "{}", drawn[0].1);

		let two = json!({ "entries": [1_000, 9_000], "domains": [domain(1_000, 6_000, 5_000.0), domain(9_000, 50_000, 6_000.0)] });
		let names: Vec<_> = charts(&two).unwrap().into_iter().map(|(name, _)| name).collect();
		assert_eq!(names, ["beside-transfers.svg", "growth.svg"]);
	}

	#[test]
	fn steps_of_a_load_should_be_drawn() {
		let step = |offered: u64, included: f64| json!({ "traffic": "mix", "offered": offered, "included": included, "milliseconds": { "p50": 900, "p95": 1_500 } });
		let drawn = charts(&json!({ "steps": [step(5, 5.0), step(10, 9.7)] })).unwrap();
		assert_eq!(drawn.len(), 2);
		assert!(drawn.iter().all(|(_, svg)| svg.contains("mix")));
	}

	#[test]
	fn what_is_no_figures_should_be_refused() {
		assert!(charts(&json!({ "steps": [] })).is_err());
		assert!(charts(&json!({ "what": 1 })).unwrap_err().to_string().contains("no figures"));
	}
}
