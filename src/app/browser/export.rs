//! What leaves the page and what comes to it, apart from text by the keyboard: pictures in dots,
//! things copied, things given.

use gloo::file::Blob;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, ClipboardItem, HtmlCanvasElement, HtmlImageElement};
use yew::Callback;
use yew::platform::spawn_local;

use super::{document, save, window};
use crate::app::state::{Errand, Exported, GIVEN_MAX, Msg};

/// Where the static page's script keeps what was given.
const GIVEN: &str = "redeliveryGiven";
/// Dots for each pixel of the picture, in both directions; one where there would be too many for
/// the browser.
const DOTS: u32 = 2;
/// Pixels of a picture from which on there are too many.
const LARGE: u32 = 4_000_000;

/// Does what is asked, and says what came of it.
pub(super) fn perform(errand: Errand, send: Callback<Msg>) {
    match errand {
        Errand::SaveDots(name, picture) => save_dots(name, picture, send),
        Errand::CopyText(text) => copy_text(&text, send),
        Errand::CopyDots(picture) => copy_dots(picture, send),
        Errand::Read => read_given(send),
    }
}

/// Reads what was given, and says what it says.
fn read_given(send: Callback<Msg>) {
    let given = js_sys::Reflect::get(&window(), &JsValue::from_str(GIVEN));
    let blob = given.ok().and_then(|given| given.dyn_into::<web_sys::Blob>().ok());
    // As much as says that it is too much.
    let most = i32::try_from(GIVEN_MAX + 1).unwrap_or(i32::MAX);
    let start = blob.and_then(|blob| blob.slice_with_i32_and_i32(0, most).ok());
    let Some(start) = start else {
        send.emit(Msg::Exported(Exported::FoundNothing));
        return;
    };
    spawn_local(async move {
        // A folder is given like a file, and has no text.
        let text = JsFuture::from(start.text()).await.ok().and_then(|text| text.as_string());
        let read = text.map_or(Exported::FoundNothing, Exported::Read);
        send.emit(Msg::Exported(read));
    });
}

/// Copies a text.
fn copy_text(text: &str, send: Callback<Msg>) {
    let clipboard = window().navigator().clipboard();
    // Outside a secure context there is no clipboard, whatever the type says.
    if JsValue::from(&clipboard).is_undefined() {
        send.emit(Msg::Exported(Exported::Copied(false)));
        return;
    }
    let promise = clipboard.write_text(text);
    spawn_local(async move {
        let copied = JsFuture::from(promise).await.is_ok();
        send.emit(Msg::Exported(Exported::Copied(copied)));
    });
}

/// Copies the picture at `address`, in dots.
fn copy_dots(address: String, send: Callback<Msg>) {
    spawn_local(async move {
        let copied = async {
            let blob = dots(&address).await?;
            let item = js_sys::Object::new();
            js_sys::Reflect::set(&item, &JsValue::from_str("image/png"), &blob)?;
            let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&item)?;
            let clipboard = window().navigator().clipboard();
            if JsValue::from(&clipboard).is_undefined() {
                return Err(JsValue::UNDEFINED);
            }
            JsFuture::from(clipboard.write(&js_sys::Array::of1(&item))).await
        };
        send.emit(Msg::Exported(Exported::Copied(copied.await.is_ok())));
    });
}

/// Saves the picture at `address` under `name`, in dots.
fn save_dots(name: String, address: String, send: Callback<Msg>) {
    spawn_local(async move {
        match dots(&address).await {
            // Its address is good as long as the page is: the browser may still be reading.
            Ok(blob) => std::mem::forget(save(&name, Blob::from(blob))),
            Err(_) => send.emit(Msg::Exported(Exported::NotDrawn)),
        }
    });
}

/// The picture at `address`, drawn in dots.
async fn dots(address: &str) -> Result<web_sys::Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await?;
    let (width, height) = (image.natural_width(), image.natural_height());
    let dots = if width * height > LARGE { 1 } else { DOTS };
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(width * dots);
    canvas.set_height(height * dots);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let size = |pixels: u32| f64::from(pixels * dots);
    context.draw_image_with_html_image_element_and_dw_and_dh(
        &image,
        0.0,
        0.0,
        size(width),
        size(height),
    )?;
    let promise = js_sys::Promise::new(&mut |done, _| {
        let drawn = Closure::once_into_js(move |blob: JsValue| {
            let _ = done.call1(&JsValue::NULL, &blob);
        });
        let _ = canvas.to_blob(drawn.unchecked_ref());
    });
    JsFuture::from(promise).await?.dyn_into()
}
