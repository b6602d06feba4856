// Before the first paint: whoever has answered the spatula question finds it folded.
(() => {
  try {
    if (localStorage.getItem('oneshot.question') === 'answered') {
      document.documentElement.dataset.question = 'folded';
    }
  } catch {
    // Storage may be forbidden; then the question is asked again.
  }
})();
