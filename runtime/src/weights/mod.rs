//! Weights measured on this runtime. Written by `scripts/weights.sh`; never edit the generated files.
