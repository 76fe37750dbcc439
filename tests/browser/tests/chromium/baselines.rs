//! The ten most telling moments in each theme, as somebody looked at them and found them right.
//! What the page's own words and marks can't say shows here: a color, an arrow, a place.
//!
//! The pictures in `baselines/` are small: a block of pixels is one. Those of the README, in
//! `docs/`, are as large as the page. After a change that is meant, `cargo xtask baselines` takes
//! all of them anew; look at those that changed before they are committed.

use std::env;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use browser_tests::{Difference, Page, Picture, Site, Visitor, assert_none};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Transformations};

/// What is looked at.
struct Moment {
    name: &'static str,
    link: &'static str,
    visitor: Visitor,
    keys: &'static [&'static str],
    /// What the app draws, as against the picture that came with the page.
    drawn: &'static str,
    /// What is there once the keys are pressed.
    sign: &'static str,
}

/// What the app draws of a moment.
const DRAWN: &str = "#app > .stage .lane";

const STILL: Visitor = Visitor { still: true, ..Visitor::PROJECTOR };

const fn moment(name: &'static str, link: &'static str) -> Moment {
    Moment { name, link, visitor: STILL, keys: &[], drawn: DRAWN, sign: DRAWN }
}

const MOMENTS: [Moment; 10] = [
    moment("opening", ""),
    Moment { keys: &["Home"], ..moment("start", "") },
    moment("failure", "/v1/first-item-added/current-state/7.refused.14?with=historic-state&at=8"),
    moment(
        "overtaken",
        "/v1/first-item-added/current-state/7.refused.14?with=historic-state&at=12",
    ),
    moment("past", "/v1/first-item-added/current-state/7.refused.14?with=historic-state&at=18"),
    moment("end", "/v1/first-item-added/current-state/7.refused.14?with=historic-state+outbox"),
    moment("ghost", "/v1/first-item-added/publish-then-persist/6.refused"),
    moment("two-handlers", "/v1/first-item-added/outbox/5.back:123.b3.1.b2.1"),
    Moment {
        keys: &["f"],
        sign: "[data-menu] .fate",
        ..moment("menu", "/v1/first-item-added/current-state/7.refused.14?with=historic-state&at=6")
    },
    Moment { visitor: Visitor::PHONE, ..moment("phone", "") },
];

/// The README's pictures, which are there in its theme alone.
const OF_README: [Moment; 2] = [
    Moment { visitor: LAPTOP, ..moment("redelivery", TALK) },
    Moment {
        visitor: LAPTOP,
        drawn: MATRIX,
        sign: MATRIX,
        ..moment("matrix", "/v1/matrix/first-item-added")
    },
];
const LAPTOP: Visitor = Visitor { still: true, ..Visitor::DESKTOP };
const TALK: &str = "/v1/first-item-added/current-state/7.refused.14?with=historic-state";
/// A matrix of which every cell is computed.
const MATRIX: &str = "#app .stage:not(:has(.matrix__progress)) .matrix__table";

/// The page in the fonts of the pictures, whatever this machine has besides, and in a theme.
const PREPARE: &str = "localStorage.setItem('redelivery.theme', 'THEME'); \
    const sheet = new CSSStyleSheet(); \
    sheet.replaceSync(`:root { --font-text: 'DejaVu Sans' !important; \
        --font-code: 'DejaVu Sans Mono' !important }`); \
    document.adoptedStyleSheets = [sheet]";

/// Which of the fonts this machine lacks: text in them is as wide as what stands in for them.
const LACKING: &str = "['DejaVu Sans', 'DejaVu Sans Mono'].filter((font) => { \
    const pen = document.createElement('canvas').getContext('2d'); \
    const [one, other] = ['Test No Font', font].map((family) => \
        ['serif', 'monospace'].map((generic) => { \
            pen.font = `40px '${family}', ${generic}`; \
            return pen.measureText('AddItem 123, attempt 1').width; \
        })); \
    return one[0] !== one[1] && other[0] !== other[1]; \
}).join(' and ')";

/// Every moment as it is now, as a PNG file has it. They share a tab, which takes longer to open
/// than a moment.
fn seen(theme: &str, moments: &[Moment]) -> Vec<Vec<u8>> {
    let site = Site::start();
    // Whence each moment is a page of its own, and not another address of the last one.
    let beside = site.page_beside("beside.html", "<link rel=icon href=data:,>");
    let page = Page::visit(&site, &beside, STILL);
    let lacking = page.eval(LACKING);
    assert_eq!(
        lacking.as_str(),
        Some(""),
        "the pictures are in these fonts; Debian has them in fonts-dejavu-core, and they are at \
         https://dejavu-fonts.github.io"
    );
    page.prepare(&PREPARE.replace("THEME", theme));
    let look = |moment: &Moment| {
        page.go(&beside);
        page.emulate(moment.visitor);
        page.go(&site.url(moment.link));
        page.wait_for(moment.drawn);
        page.wait_until_idle();
        page.press_all(moment.keys);
        page.wait_for(moment.sign);
        let picture = page.picture();
        assert_eq!(page.attribute("html", "data-theme").as_deref(), Some(theme));
        assert!(!page.exists(".notice"), "{}: {}", moment.name, page.text(".notice"));
        picture
    };
    let pictures = moments.iter().map(look).collect();
    assert_none(&page.console_errors());
    pictures
}

fn decoded(png: &[u8]) -> Picture {
    let mut decoder = Decoder::new(Cursor::new(png));
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().expect("a picture is a PNG file");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a screen fits into memory")];
    let frame = reader.next_frame(&mut bytes).expect("a PNG file has a picture");
    let samples = frame.color_type.samples();
    assert!(samples >= 3, "a picture of the page has colors");
    let pixels = bytes[..frame.buffer_size()].chunks(samples);
    let pixels = pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]);
    Picture::new(frame.width as usize, pixels.collect())
}

fn encoded(picture: &Picture) -> Vec<u8> {
    let size =
        |count: usize| u32::try_from(count).expect("a picture of a screen is not that large");
    let mut png = Vec::new();
    let mut encoder = Encoder::new(&mut png, size(picture.width()), size(picture.height()));
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::High);
    let mut writer = encoder.write_header().expect("memory takes it");
    writer.write_image_data(picture.pixels().as_flattened()).expect("memory takes it");
    writer.finish().expect("memory takes it");
    png
}

/// Makes the folder, or empties it.
fn empty(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("pictures may be removed");
    }
    fs::create_dir_all(folder).expect("pictures may be kept");
}

fn write(file: &Path, png: &[u8]) {
    fs::write(file, png).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}

/// What is wrong with the moment, given the picture kept of it; the pictures that show it are put
/// into `findings`.
fn fault(moment: &Moment, png: &[u8], kept: &Path, findings: &Path) -> Option<String> {
    let picture = findings.join(format!("{}.png", moment.name));
    let Ok(before) = fs::read(kept) else {
        write(&picture, png);
        return Some(format!("{} is not there; now: {}", kept.display(), picture.display()));
    };
    let (before, now) = (decoded(&before), decoded(png));
    let is_large = before.width() == now.width();
    let before = if is_large { before.small() } else { before };
    let difference = before.difference(&now.small());
    if difference.is_small() {
        return None;
    }
    let Difference { count, total, shown } = difference;
    let where_it_differs = findings.join(format!("{}-difference.png", moment.name));
    write(&picture, png);
    write(&where_it_differs, &encoded(&shown.large()));
    Some(format!(
        "{}: {count} of {total} blocks differ; now: {}; where: {}",
        kept.display(),
        picture.display(),
        where_it_differs.display()
    ))
}

/// Pictures that are kept of no moment.
fn strays(folder: &Path) -> impl Iterator<Item = String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|file| file.path());
    let is_stray = |file: &PathBuf| {
        file.file_stem().is_none_or(|stem| MOMENTS.iter().all(|moment| stem != moment.name))
    };
    files.filter(is_stray).map(|file| format!("{} is of no moment", file.display()))
}

fn is_update() -> bool {
    env::var_os("UPDATE_BASELINES").is_some_and(|value| !value.is_empty())
}

/// Where pictures are put that are not as they were found right.
fn findings(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("baselines").join(name);
    empty(&folder);
    folder
}

fn assert_right(faults: &[String]) {
    assert!(
        faults.is_empty(),
        "not as it was found right:\n  {}\nIf that is meant, `cargo xtask baselines` takes the \
         pictures anew",
        faults.join("\n  ")
    );
}

/// Compares every moment with its picture, or takes the pictures anew.
fn check(theme: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("baselines").join(theme);
    let kept = |moment: &Moment| folder.join(format!("{}.png", moment.name));
    let pictures = seen(theme, &MOMENTS);
    let each = || MOMENTS.iter().zip(&pictures);
    if is_update() {
        empty(&folder);
        for (moment, png) in each() {
            write(&kept(moment), &encoded(&decoded(png).small()));
        }
        return;
    }
    let findings = findings(theme);
    let faults = each().filter_map(|(moment, png)| fault(moment, png, &kept(moment), &findings));
    let faults: Vec<String> = faults.chain(strays(&folder)).collect();
    assert_right(&faults);
}

/// What the README shows is today's page.
#[test]
fn the_pictures_of_the_readme_are_as_they_were_found_right() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let findings = findings("readme");
    let mut faults = Vec::new();
    for (moment, png) in OF_README.iter().zip(seen("light", &OF_README)) {
        let kept = folder.join(format!("{}.png", moment.name));
        let picture = decoded(&png);
        if is_update() {
            write(&kept, &encoded(&picture));
        } else {
            faults.extend(fault(moment, &png, &kept, &findings));
        }
    }
    assert_right(&faults);
}

#[test]
fn the_light_theme_is_as_it_was_found_right() {
    check("light");
}

#[test]
fn the_dark_theme_is_as_it_was_found_right() {
    check("dark");
}

#[test]
fn the_projector_theme_is_as_it_was_found_right() {
    check("projector");
}
