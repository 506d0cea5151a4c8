//! Application identifiers: what data each has, what must and may not stand beside it, and its place in a Digital Link
//! (GS1 General Specifications, section 3 and 4.14; GS1 Digital Link: URI Syntax).

use super::{lint, Gs1Error};

/// What the standard says of an application identifier, or of a range of them.
pub struct Row {
	/// The identifier, or `from-to`.
	ai: &'static str,
	/// Its data have a predefined length, so that no separator follows.
	pub predefined: bool,
	/// It may stand in the query of a Digital Link.
	pub attribute: bool,
	/// Components: `N` digits, `X` set 82, `Y` set 39, `Z` base64url; a length or `..` the most; `[optional]`; then checks.
	components: &'static str,
	/// One of these must stand beside it; `+` joins those that must stand together, `n` is any digit.
	required: &'static str,
	/// None of these may stand beside it.
	excluded: &'static str,
	/// A primary key of Digital Links with the sequences of its qualifiers, `|` between alternatives.
	pub key: Option<&'static str>,
}

const fn row(
	ai: &'static str,
	predefined: bool,
	attribute: bool,
	components: &'static str,
	required: &'static str,
	excluded: &'static str,
	key: Option<&'static str>,
) -> Row {
	Row { ai, predefined, attribute, components, required, excluded, key }
}

/// What the standard says of this application identifier.
pub fn find(ai: &str) -> Option<&'static Row> {
	let digits = !ai.is_empty() && ai.bytes().all(|b| b.is_ascii_digit());
	let covers = |row: &&Row| match row.ai.split_once('-') {
		Some((from, to)) => ai.len() == from.len() && (from..=to).contains(&ai),
		None => row.ai == ai,
	};
	TABLE.iter().filter(|_| digits).find(covers)
}

/// The application identifier at the beginning of a text. No identifier is the beginning of another.
pub fn leading(text: &str) -> Option<(&str, &'static Row)> {
	(2..=4).find_map(|length| text.get(..length).and_then(|ai| find(ai).map(|row| (ai, row))))
}

impl Row {
	/// The predefined length of its data, or the most.
	pub fn longest(&self) -> usize {
		self.components.split(' ').map(|component| Component::read(component).longest).sum()
	}

	/// The sequences of qualifiers that it may have as a primary key.
	pub fn sequences(&self) -> impl Iterator<Item = Vec<&'static str>> {
		let list = |sequence: &'static str| sequence.split(',').filter(|ai| !ai.is_empty()).collect();
		self.key.into_iter().flat_map(|key| key.split('|')).map(list)
	}

	/// Is this a qualifier of it?
	pub fn qualified_by(&self, ai: &str) -> bool {
		self.sequences().flatten().any(|qualifier| qualifier == ai)
	}

	/// Check data, component by component.
	pub fn check(&self, ai: &str, data: &str) -> Result<(), Gs1Error> {
		let length = || Gs1Error::Length(ai.into());
		if data.is_empty() {
			return Err(length());
		}
		// Every character is ASCII from here on, so that lengths and positions are the same thing.
		if let Some(wrong) = data.bytes().position(|b| !b.is_ascii()) {
			return Err(Gs1Error::Character(ai.into(), wrong));
		}
		let mut rest = data;
		for component in self.components.split(' ').map(Component::read) {
			if rest.is_empty() && component.optional {
				break;
			}
			let taken = rest.len().min(component.longest);
			let (part, after) = rest.split_at_checked(taken).ok_or_else(length)?;
			if part.len() < component.shortest {
				return Err(length());
			}
			let offset = data.len().saturating_sub(rest.len());
			for check in component.checks() {
				if let Some(Err(fault)) = lint::check(check, part) {
					return Err(match fault.code {
						"NON_DIGIT_CHARACTER"
						| "INVALID_CSET82_CHARACTER"
						| "INVALID_CSET39_CHARACTER"
						| "INVALID_CSET64_CHARACTER" => Gs1Error::Character(ai.into(), offset.saturating_add(fault.start)),
						code => Gs1Error::Rule(ai.into(), code),
					});
				}
			}
			rest = after;
		}
		if rest.is_empty() {
			Ok(())
		} else {
			Err(length())
		}
	}
}

/// One component of data.
struct Component {
	kind: char,
	shortest: usize,
	longest: usize,
	optional: bool,
	further: &'static str,
}

impl Component {
	fn read(text: &'static str) -> Self {
		let (form, further) = text.split_once(',').unwrap_or((text, ""));
		let optional = form.starts_with('[');
		let form = form.trim_matches(|c| c == '[' || c == ']');
		let kind = form.chars().next().unwrap_or('X');
		let size = form.trim_start_matches(kind);
		let longest = size.trim_start_matches('.').parse().unwrap_or_default();
		let shortest = if size.starts_with('.') { 1 } else { longest };
		Self { kind, shortest, longest, optional, further }
	}

	fn checks(&self) -> impl Iterator<Item = &'static str> {
		let characters = match self.kind {
			'N' => "csetnumeric",
			'Y' => "cset39",
			'Z' => "cset64",
			_ => "cset82",
		};
		std::iter::once(characters).chain(self.further.split(',').filter(|check| !check.is_empty()))
	}
}

/// Does an application identifier fit a pattern such as `31nn`?
fn fits(pattern: &str, ai: &str) -> bool {
	pattern.len() == ai.len() && pattern.bytes().zip(ai.bytes()).all(|(p, b)| p == b || p == b'n')
}

/// May these stand together on one item (General Specifications, 4.13 and 4.14)?
pub fn associations(elements: &[(String, String)]) -> Result<(), Gs1Error> {
	let present = |pattern: &str| elements.iter().any(|(ai, _)| fits(pattern, ai));
	for (ai, data) in elements {
		if elements.iter().any(|(other, value)| other == ai && value != data) {
			return Err(Gs1Error::Repeated(ai.clone()));
		}
		let Some(row) = find(ai) else { return Err(Gs1Error::UnknownAi) };
		let patterns = || row.excluded.split(',').filter(|pattern| !pattern.is_empty());
		// An identifier does not exclude itself.
		let excludes = |other: &str| other != ai && patterns().any(|pattern| fits(pattern, other));
		if let Some((other, _)) = elements.iter().find(|(other, _)| excludes(other)) {
			return Err(Gs1Error::Excluded(ai.clone(), other.clone()));
		}
		let met = |group: &str| group.split('+').all(present);
		if !row.required.is_empty() && !row.required.split(',').any(met) {
			return Err(Gs1Error::Requires(ai.clone(), row.required));
		}
		// A digital signature is over a serialised key: one whose serial part is there.
		let serialised = |ai: &str, data: &str| match ai {
			"253" | "255" => data.len() > 13,
			"8003" => data.len() > 14,
			_ => true,
		};
		if ai == "8030" && !elements.iter().all(|(ai, data)| serialised(ai, data)) {
			return Err(Gs1Error::Requires(ai.clone(), "a serialised key"));
		}
	}
	Ok(())
}

#[rustfmt::skip]
const TABLE: &[Row] = &[
	row("00", true, true, "N18,csum,gcppos2", "", "", Some("")),
	row("01", true, true, "N14,csum,gcppos2", "", "255,37", Some("22,10,21|235")),
	row("02", true, true, "N14,csum,gcppos2", "37", "01,03", None),
	row("03", true, false, "N14,csum,gcppos2", "", "01,02,37,235", None),
	row("10", false, true, "X..20", "01,02,03,8006,8026", "", None),
	row("11", true, true, "N6,yymmd0", "01,02,03,8006,8026", "", None),
	row("12", true, true, "N6,yymmd0", "8020", "", None),
	row("13", true, true, "N6,yymmd0", "01,02,03,8006,8026", "", None),
	row("15", true, true, "N6,yymmd0", "01,02,03,8006,8026", "", None),
	row("16", true, true, "N6,yymmd0", "01,02,03,8006,8026", "", None),
	row("17", true, true, "N6,yymmd0", "01,02,03,255,8006,8026", "", None),
	row("20", true, true, "N2", "01,02,03,8006,8026", "", None),
	row("21", false, false, "X..20", "01,03,8006", "235", None),
	row("22", false, false, "X..20", "01", "", None),
	row("235", false, false, "X..28", "01", "", None),
	row("240", false, true, "X..30", "01,02,03,8006,8026", "", None),
	row("241", false, true, "X..30", "01,02,03,8006,8026", "", None),
	row("242", false, true, "N..6", "01,02,8006,8026", "", None),
	row("243", false, true, "X..20", "01,03", "", None),
	row("250", false, true, "X..30", "01+21,03+21,8006+21", "", None),
	row("251", false, true, "X..30", "01,03,8006", "", None),
	row("253", false, true, "N13,csum,gcppos1 [X..17]", "", "", Some("")),
	row("254", false, false, "X..20", "414", "", None),
	row("255", false, true, "N13,csum,gcppos1 [N..12]", "", "01,02,415,8006,8020,8026", Some("")),
	row("30", false, true, "N..8", "01,02", "", None),
	row("3100-3105", true, true, "N6", "01,02", "310n", None),
	row("3110-3115", true, true, "N6", "01,02", "311n", None),
	row("3120-3125", true, true, "N6", "01,02", "312n", None),
	row("3130-3135", true, true, "N6", "01,02", "313n", None),
	row("3140-3145", true, true, "N6", "01,02", "314n", None),
	row("3150-3155", true, true, "N6", "01,02", "315n", None),
	row("3160-3165", true, true, "N6", "01,02", "316n", None),
	row("3200-3205", true, true, "N6", "01,02", "320n", None),
	row("3210-3215", true, true, "N6", "01,02", "321n", None),
	row("3220-3225", true, true, "N6", "01,02", "322n", None),
	row("3230-3235", true, true, "N6", "01,02", "323n", None),
	row("3240-3245", true, true, "N6", "01,02", "324n", None),
	row("3250-3255", true, true, "N6", "01,02", "325n", None),
	row("3260-3265", true, true, "N6", "01,02", "326n", None),
	row("3270-3275", true, true, "N6", "01,02", "327n", None),
	row("3280-3285", true, true, "N6", "01,02", "328n", None),
	row("3290-3295", true, true, "N6", "01,02", "329n", None),
	row("3300-3305", true, true, "N6", "00,01", "330n", None),
	row("3310-3315", true, true, "N6", "00,01", "331n", None),
	row("3320-3325", true, true, "N6", "00,01", "332n", None),
	row("3330-3335", true, true, "N6", "00,01", "333n", None),
	row("3340-3345", true, true, "N6", "00,01", "334n", None),
	row("3350-3355", true, true, "N6", "00,01", "335n", None),
	row("3360-3365", true, true, "N6", "00,01", "336n", None),
	row("3370-3375", true, true, "N6", "01", "337n", None),
	row("3400-3405", true, true, "N6", "00,01", "340n", None),
	row("3410-3415", true, true, "N6", "00,01", "341n", None),
	row("3420-3425", true, true, "N6", "00,01", "342n", None),
	row("3430-3435", true, true, "N6", "00,01", "343n", None),
	row("3440-3445", true, true, "N6", "00,01", "344n", None),
	row("3450-3455", true, true, "N6", "00,01", "345n", None),
	row("3460-3465", true, true, "N6", "00,01", "346n", None),
	row("3470-3475", true, true, "N6", "00,01", "347n", None),
	row("3480-3485", true, true, "N6", "00,01", "348n", None),
	row("3490-3495", true, true, "N6", "00,01", "349n", None),
	row("3500-3505", true, true, "N6", "01,02", "350n", None),
	row("3510-3515", true, true, "N6", "01,02", "351n", None),
	row("3520-3525", true, true, "N6", "01,02", "352n", None),
	row("3530-3535", true, true, "N6", "00,01", "353n", None),
	row("3540-3545", true, true, "N6", "00,01", "354n", None),
	row("3550-3555", true, true, "N6", "00,01", "355n", None),
	row("3560-3565", true, true, "N6", "01,02", "356n", None),
	row("3570-3575", true, true, "N6", "01,02", "357n", None),
	row("3600-3605", true, true, "N6", "01,02", "360n", None),
	row("3610-3615", true, true, "N6", "01,02", "361n", None),
	row("3620-3625", true, true, "N6", "00,01", "362n", None),
	row("3630-3635", true, true, "N6", "00,01", "363n", None),
	row("3640-3645", true, true, "N6", "01,02", "364n", None),
	row("3650-3655", true, true, "N6", "01,02", "365n", None),
	row("3660-3665", true, true, "N6", "01,02", "366n", None),
	row("3670-3675", true, true, "N6", "00,01", "367n", None),
	row("3680-3685", true, true, "N6", "00,01", "368n", None),
	row("3690-3695", true, true, "N6", "00,01", "369n", None),
	row("37", false, true, "N..8", "00+02,00+8026", "", None),
	row("3900-3909", false, true, "N..15", "255,8020", "390n,391n,394n,8111", None),
	row("3910-3919", false, true, "N3,iso4217 N..15", "8020", "391n", None),
	row("3920-3929", false, true, "N..15", "01+30,01+31nn,01+32nn,01+35nn,01+36nn", "392n,393n", None),
	row("3930-3939", false, true, "N3,iso4217 N..15", "30,31nn,32nn,35nn,36nn", "393n", None),
	row("3940-3943", false, true, "N4", "255", "394n,8111", None),
	row("3950-3955", false, true, "N6", "30,31nn,32nn,35nn,36nn", "392n,393n,395n,8005", None),
	row("400", false, true, "X..30", "", "", None),
	row("401", false, true, "X..30,gcppos1", "", "", Some("")),
	row("402", false, true, "N17,csum,gcppos1", "", "", Some("")),
	row("403", false, true, "X..30", "00", "", None),
	row("410", true, true, "N13,csum,gcppos1", "", "", None),
	row("411", true, true, "N13,csum,gcppos1", "", "", None),
	row("412", true, true, "N13,csum,gcppos1", "", "", None),
	row("413", true, true, "N13,csum,gcppos1", "", "", None),
	row("414", true, true, "N13,csum,gcppos1", "", "", Some("254|7040")),
	row("415", true, true, "N13,csum,gcppos1", "8020", "", Some("8020")),
	row("416", true, true, "N13,csum,gcppos1", "", "", None),
	row("417", true, true, "N13,csum,gcppos1", "", "", Some("7040")),
	row("420", false, true, "X..20", "", "421", None),
	row("421", false, true, "N3,iso3166 X..9", "", "4307", None),
	row("422", false, true, "N3,iso3166", "01,02,03,8006,8026", "426", None),
	row("423", false, true, "N3,iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166", "01,02,03", "426", None),
	row("424", false, true, "N3,iso3166", "01,02,03", "426", None),
	row("425", false, true, "N3,iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166 [N3],iso3166", "01,02,03", "426", None),
	row("426", false, true, "N3,iso3166", "01,02,03", "", None),
	row("427", false, true, "X..3", "01+422,02+422,03+422", "", None),
	row("4300", false, true, "X..35,pcenc", "00", "", None),
	row("4301", false, true, "X..35,pcenc", "00", "", None),
	row("4302", false, true, "X..70,pcenc", "00", "", None),
	row("4303", false, true, "X..70,pcenc", "4302", "", None),
	row("4304", false, true, "X..70,pcenc", "00", "", None),
	row("4305", false, true, "X..70,pcenc", "00", "", None),
	row("4306", false, true, "X..70,pcenc", "00", "", None),
	row("4307", false, true, "X2,iso3166alpha2", "00", "", None),
	row("4308", false, true, "X..30", "00", "", None),
	row("4309", false, true, "N10,latitude N10,longitude", "00", "", None),
	row("4310", false, true, "X..35,pcenc", "00", "", None),
	row("4311", false, true, "X..35,pcenc", "00", "", None),
	row("4312", false, true, "X..70,pcenc", "00", "", None),
	row("4313", false, true, "X..70,pcenc", "4312", "", None),
	row("4314", false, true, "X..70,pcenc", "00", "", None),
	row("4315", false, true, "X..70,pcenc", "00", "", None),
	row("4316", false, true, "X..70,pcenc", "00", "", None),
	row("4317", false, true, "X2,iso3166alpha2", "00", "", None),
	row("4318", false, true, "X..20", "00", "", None),
	row("4319", false, true, "X..30", "00", "", None),
	row("4320", false, true, "X..35,pcenc", "00", "", None),
	row("4321", false, true, "N1,yesno", "00", "", None),
	row("4322", false, true, "N1,yesno", "00", "", None),
	row("4323", false, true, "N1,yesno", "00", "", None),
	row("4324", false, true, "N6,yymmd0 N4,hhmi", "00", "", None),
	row("4325", false, true, "N6,yymmd0 N4,hhmi", "00", "", None),
	row("4326", false, true, "N6,yymmdd", "00", "", None),
	row("4330", false, true, "N6 [X1],hyphen", "00", "4331", None),
	row("4331", false, true, "N6 [X1],hyphen", "00", "4330", None),
	row("4332", false, true, "N6 [X1],hyphen", "00", "4333", None),
	row("4333", false, true, "N6 [X1],hyphen", "00", "4332", None),
	row("7001", false, true, "N13", "01,02,8006,8026", "", None),
	row("7002", false, true, "X..30", "01,02", "", None),
	row("7003", false, true, "N6,yymmdd N4,hhmi", "01,02,03", "", None),
	row("7004", false, true, "N..4", "01+10,03+10", "", None),
	row("7005", false, true, "X..12", "01,02", "", None),
	row("7006", false, true, "N6,yymmdd", "01,02", "", None),
	row("7007", false, true, "N6,yymmdd [N6],yymmdd", "01,02", "", None),
	row("7008", false, true, "X..3", "01,02", "", None),
	row("7009", false, true, "X..10", "01,02", "", None),
	row("7010", false, true, "X..2", "01,02,03", "", None),
	row("7011", false, true, "N6,yymmdd [N4],hhmi", "01,02,03", "", None),
	row("7020", false, true, "X..20", "01+416,03+416,8006+416", "", None),
	row("7021", false, true, "X..20", "01,03,8006", "", None),
	row("7022", false, true, "X..20", "01+7021,03+7021,8006+7021", "", None),
	row("7023", false, true, "X..30,gcppos1", "", "", None),
	row("7030", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7031", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7032", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7033", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7034", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7035", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7036", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7037", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7038", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7039", false, true, "N3,iso3166999 X..27", "01,02", "", None),
	row("7040", false, false, "N1 X1 X1 X1,importeridx", "", "", None),
	row("7041", false, false, "X..4,packagetype", "00", "", None),
	row("710", false, true, "X..20", "01", "", None),
	row("711", false, true, "X..20", "01", "", None),
	row("712", false, true, "X..20", "01", "", None),
	row("713", false, true, "X..20", "01", "", None),
	row("714", false, true, "X..20", "01", "", None),
	row("715", false, true, "X..20", "01", "", None),
	row("716", false, true, "X..20", "01", "", None),
	row("717", false, true, "X..20", "01", "", None),
	row("7230", false, true, "X2 X..28", "01,8004", "", None),
	row("7231", false, true, "X2 X..28", "01,8004", "", None),
	row("7232", false, true, "X2 X..28", "01,8004", "", None),
	row("7233", false, true, "X2 X..28", "01,8004", "", None),
	row("7234", false, true, "X2 X..28", "01,8004", "", None),
	row("7235", false, true, "X2 X..28", "01,8004", "", None),
	row("7236", false, true, "X2 X..28", "01,8004", "", None),
	row("7237", false, true, "X2 X..28", "01,8004", "", None),
	row("7238", false, true, "X2 X..28", "01,8004", "", None),
	row("7239", false, true, "X2 X..28", "01,8004", "", None),
	row("7240", false, true, "X..20", "01,8006", "03", None),
	row("7241", false, true, "N2,mediatype", "8017,8018", "", None),
	row("7242", false, true, "X..25", "8017,8018", "", None),
	row("7250", false, true, "N8,yyyymmdd", "8018", "7251", None),
	row("7251", false, true, "N8,yyyymmdd N4,hhmi", "8018", "7250", None),
	row("7252", false, true, "N1,iso5218", "8018", "", None),
	row("7253", false, true, "X..40,pcenc", "8017,8018", "7256,7259", None),
	row("7254", false, true, "X..40,pcenc", "8017,8018", "7256,7259", None),
	row("7255", false, true, "X..10", "8017,8018", "7256,7259", None),
	row("7256", false, true, "X..90,pcenc", "8017,8018", "", None),
	row("7257", false, true, "X..70,pcenc", "8018", "", None),
	row("7258", false, true, "X3,posinseqslash", "8018+7259", "", None),
	row("7259", false, true, "X..40,pcenc", "8018", "7256", None),
	row("8001", false, true, "N4,nonzero N5,nonzero N3,nonzero N1,winding N1", "01", "", None),
	row("8002", false, true, "X..20", "", "", None),
	row("8003", false, true, "N1,zero N13,csum,gcppos1 [X..16]", "", "", Some("")),
	row("8004", false, true, "X..30,gcppos1", "", "", Some("7040")),
	row("8005", false, true, "N6", "01,02", "", None),
	row("8006", false, true, "N14,csum,gcppos2 N4,pieceoftotal", "", "01,03,37", Some("22,10,21")),
	row("8007", false, true, "X..34,iban", "415", "", None),
	row("8008", false, true, "N6,yymmdd N2,hh [N2],mi [N2],ss", "01,02,03", "", None),
	row("8009", false, true, "X..50", "00,01,03", "", None),
	row("8010", false, true, "Y..30,gcppos1", "", "", Some("8011")),
	row("8011", false, false, "N..12,nozeroprefix", "8010", "", None),
	row("8012", false, true, "X..20", "01,03,8006", "", None),
	row("8013", false, true, "X..25,csumalpha,gcppos1", "", "", Some("")),
	row("8014", false, false, "X..25,csumalpha,gcppos1,hasnondigit", "01", "", None),
	row("8017", false, true, "N18,csum,gcppos1", "", "8018", Some("8019")),
	row("8018", false, true, "N18,csum,gcppos1", "", "8017", Some("8019")),
	row("8019", false, false, "N..10", "8017,8018", "", None),
	row("8020", false, false, "X..25", "415", "", None),
	row("8026", false, true, "N14,csum,gcppos2 N4,pieceoftotal", "37", "02,03,8006", None),
	row("8030", false, true, "Z..90", "00,01+21,03+21,253,255,8003,8004,8006+21,8010+8011,8017,8018", "", None),
	row("8040", false, false, "N15", "01+21", "", None),
	row("8041", false, false, "N15", "01+21+8040", "", None),
	row("8042", false, false, "N32", "01+21+8040", "", None),
	row("8043", false, false, "N18 [N..2]", "01+21+8040", "", None),
	row("8110", false, true, "X..70,couponcode", "", "", None),
	row("8111", false, true, "N4", "255", "", None),
	row("8112", false, true, "X..70,couponposoffer", "", "", None),
	row("8200", false, false, "X..70", "01", "", None),
	row("90", false, true, "X..30", "", "", None),
	row("91-99", false, true, "X..90", "", "", None),
];
