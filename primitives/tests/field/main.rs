//! Input that nobody here wrote, and the vectors of our own documents.

mod canonical;
mod data;
mod documents;
mod identifiers;
