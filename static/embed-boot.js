// Runs before the first paint of a figure: it looks as its address says, whatever the visitor chose
// for the site.
{
  const asked = new URLSearchParams(location.search);
  const theme = asked.get("theme");
  const page = document.documentElement.dataset;
  page.theme = ["light", "dark", "projector"].includes(theme) ? theme : "";
  if (asked.get("motion") === "none") page.motion = "none";
  import("./embed.js").then((figure) => figure.default());
}
