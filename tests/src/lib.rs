//! What the native tests and the fuzz targets share.

pub mod city;
pub mod clear_river;
pub mod targets;
