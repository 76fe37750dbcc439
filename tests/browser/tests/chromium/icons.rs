//! The icons of the installed page: each picture is what the browser makes of the product's mark.
//! `UPDATE_BASELINES=1` makes them anew.

use std::env;
use std::fs;
use std::path::Path;

use browser_tests::{Page, Site, Visitor};
use data_encoding::BASE64;

/// A picture, the mark it is made of, and its size.
const ICONS: [(&str, &str, u32); 3] = [
    ("icon-192.png", "icon.svg", 192),
    ("icon-512.png", "icon.svg", 512),
    ("maskable-512.png", "maskable.svg", 512),
];

/// Draws the file at an address, `size` pixels wide and high.
const DRAW: &str = "const draw = async (address, size) => {
    const image = new Image(size, size);
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [size, size];
    canvas.getContext('2d').drawImage(image, 0, 0, size, size);
    return canvas;
}";

#[test]
fn every_icon_is_the_mark() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../static/icons");
    let site = Site::of(folder.clone());
    let html = format!("<!doctype html><title>icons</title><script>{DRAW}</script>");
    let page = Page::visit(&site, &site.page_beside("icons.html", &html), Visitor::DESKTOP);
    for (picture, mark, size) in ICONS {
        let address = |name: &str| format!("'{}{name}'", site.folder_url());
        if env::var_os("UPDATE_BASELINES").is_some() {
            let made = format!("draw({}, {size}).then((it) => it.toDataURL())", address(mark));
            let made = page.eval(&made);
            let made = made.as_str().and_then(|it| it.strip_prefix("data:image/png;base64,"));
            let made = BASE64.decode(made.expect("a picture").as_bytes()).expect("it is base64");
            fs::write(folder.join(picture), made).expect("it can be written");
        }
        // Another browser may smooth an edge a little otherwise.
        let differ = format!(
            "Promise.all([draw({}, {size}), draw({}, {size})]).then((both) => {{
                const [one, other] = both.map((canvas) =>
                    canvas.getContext('2d').getImageData(0, 0, {size}, {size}).data);
                return one.filter((value, at) => Math.abs(value - other[at]) > 32).length;
            }})",
            address(mark),
            address(picture)
        );
        let differ = page.eval(&differ).as_u64().expect("a number");
        assert!(differ < u64::from(size), "{picture}: {differ} values are not those of {mark}");
    }
}
