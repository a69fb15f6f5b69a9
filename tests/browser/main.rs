//! The page in a real Chromium, over WebDriver: from the first page to the result, as people use it
//! and as they misuse it.
//!
//! `dist/` must have been built (`make build`); `make browser` does both. HUIQI_SCREENSHOTS=folder
//! keeps pictures of every page.

mod access;
mod cases;
mod contents;
mod curves;
mod deployment;
mod difference;
mod embed;
mod embed_script;
mod explains;
mod hosting;
mod kept;
mod kept_days;
mod keys;
mod leftovers;
mod library;
mod lists;
mod offline;
mod opening;
mod packs;
mod packs_arrive;
mod packs_files;
mod packs_library;
mod packs_offline;
mod packs_refused;
mod packs_since;
mod packs_tables;
mod pages;
mod portfolio;
mod print;
mod receipts;
mod recovery;
mod result;
mod robustness;
mod screen;
mod share;
mod simple;
mod site;
mod status;
mod walks;
mod way;
mod withdrawn;
mod worker;
