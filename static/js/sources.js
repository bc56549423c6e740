// Where a page shows the first facts of each passage alone, a link to another leads to the page of its passage that has it; without this
// file to the place from which that page is reached.
const key = location.hash.slice(1);
const place = document.getElementById(key);
if (/^[\w-]+$/.test(key) && (!place || place.matches("span:empty"))) location.replace(`?statement=${key}`);
