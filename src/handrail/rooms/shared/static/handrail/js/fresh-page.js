// A page kept by the browser for its Back button may show what a signed-out person must not see.
// Hide it while it is kept, and load it anew when it comes back.
addEventListener("pagehide", (event) => {
  if (event.persisted) document.documentElement.hidden = true;
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
