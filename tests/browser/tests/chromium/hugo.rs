//! The shortcode for Hugo, built by Hugo itself into a page of somebody's; that page in Chromium.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use browser_tests::{Page, Site, Visitor, assert_none, hugo};

const SHORTCODE: &str = include_str!("../../../../docs/samples/hugo-shortcode.html");
const READY: &str = "#app > .stage--figure .lane";

/// What Hugo makes of a page with this text, the site being at `home`; or what it says is wrong.
fn built(name: &str, home: &str, text: &str) -> Result<String, String> {
    let blog = env::temp_dir().join(format!("browser-tests-{name}-{}", std::process::id()));
    let put = |path: &str, text: &str| {
        let file: PathBuf = blog.join(path);
        let folder = file.parent().expect("it is in the blog");
        fs::create_dir_all(folder).and(fs::write(&file, text)).expect("a file can be written");
    };
    put(
        "config.toml",
        &format!(
            "baseURL = 'https://blog.example/'\ndisableKinds = ['taxonomy', 'term', 'RSS', \
             'sitemap', '404', 'home']\n[params]\nredelivery = '{home}'\n"
        ),
    );
    put("layouts/shortcodes/redelivery.html", SHORTCODE);
    let head = "<!DOCTYPE html><html lang='en'><link rel=icon href='data:,'>";
    put("layouts/_default/single.html", &format!("{head}<title>Blog</title>{{{{ .Content }}}}"));
    put("content/post.md", &format!("---\ntitle: A post\n---\n{text}\n"));
    let done = Command::new(hugo()).arg("--source").arg(&blog).output().expect("Hugo starts");
    let page = fs::read_to_string(blog.join("public/post/index.html"));
    fs::remove_dir_all(&blog).expect("it is still there");
    if done.status.success() {
        return Ok(page.expect("Hugo has written the page"));
    }
    Err([done.stdout, done.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat())
}

#[test]
fn a_figure_is_in_the_page_that_hugo_builds() {
    let (site, host) = (Site::start(), Site::of(env::temp_dir()));
    let text = "Before.\n\n\
        {{< redelivery moment=\"/v1/first-item-added/current-state/7.refused.14\
        ?with=historic-state&at=4\" title=\"The \\\"first\\\" item & <more>\" theme=\"dark\" \
        controls=\"min\" from=\"2\" to=\"9\" id=\"a b&c\" >}}\n\n\
        {{< redelivery moment=\"/v1/first-item-added/outbox/5?at=0\" height=\"600\" >}}\n\nAfter.";
    // With or without the slash at the end of the site's address.
    let home = site.folder_url();
    let html = built("post", home.trim_end_matches('/'), text).expect("Hugo builds it");
    assert_eq!(built("post-again", &home, text).as_ref(), Ok(&html));
    let page = Page::visit(&host, &host.page_beside("post.html", &html), Visitor::DESKTOP);
    let first = page.frame("current-state");
    first.wait_for(READY);
    first.wait_until("document.querySelector('.scrubber__count').innerText === '4 / 9'");
    assert_eq!(first.eval("document.querySelector('.dock').dataset.controls"), "min");
    assert_eq!(first.eval("document.documentElement.dataset.theme"), "dark");
    assert_eq!(first.eval("new URLSearchParams(location.search).get('id')"), "a b&c");
    assert_eq!(first.eval("document.querySelectorAll('.lane').length"), 2);
    let frame = "document.querySelectorAll('iframe')";
    assert_eq!(page.eval(&format!("{frame}[0].title")), "The \"first\" item & <more>");
    page.eval(&format!("{frame}[1].scrollIntoView()"));
    let second = page.frame("outbox");
    second.wait_for(READY);
    let shown = second.eval("location.search + location.hash");
    let is_there = |shown: &str| shown.starts_with("#/v1/") && shown.ends_with("?at=0");
    assert!(shown.as_str().is_some_and(is_there), "{shown}");
    assert_eq!(page.eval(&format!("{frame}[1].height")), "600");
    assert_eq!(page.texts("p"), ["Before.", "After."]);
    assert_none(&page.console_errors());
}

#[test]
fn a_figure_of_nothing_is_an_error() {
    let said = built("bad", "https://a.example/", "{{< redelivery title=\"x\" >}}");
    let said = said.expect_err("no moment is named");
    assert!(said.contains("redelivery: which moment?") && said.contains("post.md"), "{said}");
}
