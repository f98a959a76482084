// Sets light or dark before the first paint; a file of its own because inline scripts are forbidden.
;(function () {
  var kept = null
  try {
    kept = localStorage.getItem('mortar-color-scheme')
  } catch (_) {
    // Storage may be closed to us; then the system's choice holds.
  }
  var dark =
    kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
