#[path = "../tests/common/mod.rs"]
mod common;
use salus_custodian::{config::Config, state::State, store};
use std::time::Instant;
#[tokio::main]
async fn main() {
	tracing_subscriber::fmt().with_ansi(false).with_max_level(tracing::Level::INFO).init();
	let d = std::path::Path::new("/tmp/cx/time"); let _ = std::fs::remove_dir_all(d); std::fs::create_dir_all(d).unwrap();
	std::fs::write(d.join("c.toml"), "[chain]\nkey_file=\"k\"\norganization=1\n[store]\nkind=\"fhir-r4\"\nurl=\"http://127.0.0.1:18080\"\n").unwrap();
	let c = Config::load(&d.join("c.toml")).unwrap();
	let mut st = State::open(&d.join("s.redb")).unwrap();
	let chain = common::FakeChain::default();
	let a = common::agent(store::open(&c).unwrap(), &chain, 1 << 20);
	let t = Instant::now();
	let p = a.pass(&mut st, true).await;
	println!("{} records {:?}", p.records, t.elapsed());
}
