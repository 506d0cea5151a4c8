//! The program as people run it, on a small trie.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, missing_docs)]

use serde_json::Value;
use std::process::{Command, Output};

fn measure(arguments: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_salus-measure")).args(arguments).output().unwrap()
}

#[test]
fn small_run_should_measure_what_hangs_together() {
	let file = std::env::temp_dir().join(format!("salus-measure-{}.json", std::process::id()));
	let small = ["--entries", "1000,3000", "--most", "24", "--extrinsics", "8", "--repeat", "1", "--questions", "3"];
	let chosen = ["--only", "sponsorship.vouch", "--json", file.to_str().unwrap()];
	let output = measure(&[&small[..], &chosen[..]].concat());
	assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
	let report: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
	std::fs::remove_file(&file).unwrap();

	let sizes: Vec<_> = report["domains"].as_array().unwrap().iter().map(|domain| domain["size"].as_u64()).collect();
	assert_eq!(sizes, [Some(1_000), Some(3_000)]);
	let (smaller, domain) = (&report["domains"][0], &report["domains"][1]);
	for path in ["/entries", "/cases/0/alone/each/proof"] {
		let number = |state: &Value| state.pointer(path).unwrap().as_f64().unwrap();
		assert!(number(smaller) < number(domain), "{path} grows with the state");
	}
	assert_eq!(domain["cases"].as_array().unwrap().len(), 1);
	assert!(domain["entries"].as_u64().unwrap() >= 6 * 3_000, "accounts and five maps were filled");
	for figures in [&domain["baseline"], &domain["cases"][0]] {
		let number = |path: &str| figures.pointer(path).unwrap().as_f64().unwrap();
		assert_eq!((number("/alone/extrinsics"), number("/crowd/extrinsics")), (1.0, 8.0), "{figures}");
		assert_eq!(number("/full/extrinsics"), 24.0);
		assert_eq!(figures["filled"], false, "there were fewer than a block holds");
		// More extrinsics, more proof; but each costs less than the first, for they share the trie's upper nodes.
		assert!(
			number("/alone/compact") < number("/crowd/compact") && number("/crowd/compact") < number("/full/compact")
		);
		assert!(number("/full/each/proof") < number("/alone/each/proof"));
		assert!(number("/full/each_compact") < number("/full/each/proof"), "compact leaves hashes out");
		// What is declared is the worst case.
		assert!(number("/full/each/proof") < number("/declared/proof"));
		assert!(number("/full/counted/proof") < number("/declared/proof"), "weight was reclaimed");
		assert!(number("/full/each/time") > 0.0 && number("/signature_share") > 0.0);
		assert!(number("/fit_measured/by_proof") > number("/fit_declared/by_proof"));
		assert!(figures["reads"].get("System.Account").is_some(), "{figures}");
	}
	// A transfer adds nothing to the state; a sponsorship adds one entry.
	assert_eq!(domain["baseline"]["growth"]["entries"], 0.0);
	assert_eq!(domain["cases"][0]["growth"]["entries"], 1.0);
	let shown = String::from_utf8_lossy(&output.stdout);
	assert_eq!(
		shown.matches("| `sponsorship.vouch` |").count(),
		2,
		"once on the larger state, once in the table of growth"
	);
	assert!(shown.contains("sponsorship: growth"), "{shown}");
}

#[test]
fn unknown_name_should_fail_before_anything_is_prepared() {
	let output = measure(&["--only", "nothing.like.this"]);
	assert!(!output.status.success());
	assert!(String::from_utf8_lossy(&output.stderr).contains("no domain matches"));
}

#[test]
fn list_should_name_the_domains() {
	let output = measure(&["--list"]);
	let text = String::from_utf8_lossy(&output.stdout).into_owned();
	assert!(output.status.success() && text.contains("balances") && text.contains("records"), "{text}");
}
