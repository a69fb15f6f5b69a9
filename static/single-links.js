/* In a page of the library that lies in one file with everything: its links lead through the file.
   ES5. */
document.addEventListener("click", function (event) {
  var link = event.target.closest ? event.target.closest("a[href]") : null;
  var address = link && link.getAttribute("href");
  if (address && address.charAt(0) !== "#" && !/^[a-z]+:/i.test(address)) {
    event.preventDefault();
    parent.postMessage({ huiqiLink: address }, "*");
  } else if (address && address.charAt(0) !== "#") {
    link.target = "_blank";
    link.rel = "noopener";
  }
}, true);
