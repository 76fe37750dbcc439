// Runs before the first paint of a figure: it looks as its address says, whatever the visitor chose
// for the site. The course has no figures: it is a page of the site.
if (/^#\/v1\/(learn|challenge|words)\b/.test(location.hash)) {
  location.replace(`./?embed${location.hash}`);
} else {
  const asked = new URLSearchParams(location.search);
  const theme = asked.get("theme");
  const page = document.documentElement.dataset;
  page.theme = ["light", "dark", "projector"].includes(theme) ? theme : "";
  if (asked.get("motion") === "none") page.motion = "none";
  import("./embed.js")
    .then((figure) => figure.default())
    .catch(() => (document.getElementById("crash").hidden = false));
}
