// On every page: when all has loaded, the worker is asked for, and asked whether the site has changed since.
(function () {
  "use strict";
  var worker = document.currentScript.getAttribute("data-worker");
  if (!navigator.serviceWorker) return;
  addEventListener("load", function () {
    navigator.serviceWorker.register(worker).then(function (registration) {
      if (navigator.serviceWorker.controller) return registration.update();
    }).catch(function () {});
  });
})();
