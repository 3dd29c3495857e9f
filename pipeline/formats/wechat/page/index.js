"use strict";

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const articles = read("data");
const pictures = read("pictures");
const frame = document.querySelector("iframe");
const status = document.getElementById("status");

const look = { index: 0, width: 375, night: false };

// How the platform shows an article: its own resets and sizes around the pasted fragment, its own colours at night.
const phonePage = (article, night) => `<!doctype html><html lang="${document.documentElement.lang}"><meta charset="utf-8">
<title>文章预览</title><style>
  * { margin: 0; padding: 0; box-sizing: border-box; max-width: 100%; overflow-wrap: break-word }
  body { padding: 20px 16px 40px; background: ${night ? "#191919" : "#fff"}; color: ${night ? "#a3a3a3" : "#191919"};
         font: 17px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; text-align: justify }
  h1 { margin: 0 0 20px; font-size: 22px; line-height: 1.4; font-weight: 500; text-align: left }
  h2, h3 { font-size: 16px; font-weight: 400 }
  td, th { border: 1px solid ${night ? "#404040" : "#ddd"}; padding: 5px 10px }
  a { color: ${night ? "#7d90a9" : "#576b95"}; text-decoration: none }
</style><h1></h1>${withPictures(night ? article.night : article.html)}`;

// The page may have been sent on without its folder, so it carries its pictures.
const withPictures = (html) => html.replace(/ src="([^"]*)"/g, (whole, file) => ` src="${pictures[file] ?? file}"`);
for (const link of document.querySelectorAll(".covers a")) link.href = link.querySelector("img").src;

function show(change) {
  Object.assign(look, change);
  const article = articles[look.index];
  frame.srcdoc = phonePage(article, look.night);
  frame.onload = () => { frame.contentDocument.querySelector("h1").textContent = article.title; };
  document.querySelector("main").classList.toggle("wide", look.width > 375);
  document.querySelectorAll("[data-preview]").forEach((button) => {
    const shown = Number(button.dataset.article) === look.index;
    button.setAttribute("aria-pressed", String(shown));
    button.closest("li").classList.toggle("shown", shown);
  });
  document.querySelectorAll("[data-width]").forEach((button) => {
    button.setAttribute("aria-pressed", String(Number(button.dataset.width) === look.width));
  });
  document.querySelector("[data-night]").setAttribute("aria-pressed", String(look.night));
}

// The older command comes first: it puts exactly the fragment on the clipboard and works on pages opened from a disk.
// The newer interface makes addresses absolute, with the folders of this computer in them, so there pictures go without:
// they are uploaded one by one in any case.
async function copy(parts) {
  if (copyByCommand(parts)) return;
  const blobs = Object.entries(parts).map(([type, text]) => {
    const safe = type === "text/html" ? text.replace(/(<img\b[^>]*?) src="[^"]*"/g, "$1") : text;
    return [type, new Blob([safe], { type })];
  });
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

// Whether the browser let us.
function copyByCommand(parts) {
  const carrier = document.body.appendChild(document.createElement("span"));
  carrier.textContent = "·";
  getSelection().selectAllChildren(carrier);
  let given = false;
  const give = (event) => {
    Object.entries(parts).forEach(([type, text]) => event.clipboardData.setData(type, text));
    event.preventDefault();
    given = true;
  };
  document.addEventListener("copy", give);
  document.execCommand("copy");
  document.removeEventListener("copy", give);
  getSelection().removeAllRanges();
  carrier.remove();
  return given;
}

// ProseMirror, which the platform's editor is made of, opens what is pasted at both ends and would lose the outermost
// section with the styles that everything inherits. By its own mark on the clipboard the piece is closed.
const whole = (html) => html.replace("<section", '<section data-pm-slice="0 0 []"');

async function onCopy(button) {
  const article = articles[Number(button.dataset.article)];
  const what = button.dataset.copy;
  const parts = what === "html"
    ? { "text/html": whole(article.html), "text/plain": article.text }
    : { "text/plain": article[what] };
  try {
    await copy(parts);
    say(`已${button.textContent}：${article.title}`);
  } catch {
    say("浏览器不让复制：请换用 Chrome、Edge 或 Safari 打开本页");
  }
}

let silence;
function say(message) {
  clearTimeout(silence);
  status.textContent = message;
  silence = setTimeout(() => { status.textContent = ""; }, 4000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("preview" in button.dataset) {
    show({ index: Number(button.dataset.article) });
    frame.scrollIntoView({ block: "nearest" });
  } else if ("width" in button.dataset) {
    show({ width: Number(button.dataset.width) });
  } else if ("night" in button.dataset) {
    show({ night: !look.night });
  } else {
    onCopy(button);
  }
});

if (articles.length) show({});
