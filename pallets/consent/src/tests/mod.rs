//! The specification, by topic.

mod access;
mod break_glass;
mod decision;
mod directives;
mod integrity;
mod law;
mod model;
mod privacy;
mod reference;
mod registers;
mod representatives;
mod research;
mod security;
mod wire;
mod wrapping;
