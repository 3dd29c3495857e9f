"use strict";

const articles = JSON.parse(document.getElementById("data").textContent);
const frame = document.querySelector("iframe");
const status = document.getElementById("status");

// How the platform shows an article: its own resets and sizes around the pasted fragment.
const phonePage = (article) => `<!doctype html><meta charset="utf-8"><style>
  * { margin: 0; padding: 0; box-sizing: border-box; max-width: 100%; overflow-wrap: break-word }
  body { padding: 20px 16px 40px; background: #fff; color: #191919;
         font: 17px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif }
  h1 { margin: 0 0 20px; font-size: 22px; line-height: 1.4; font-weight: 500 }
  a { color: #576b95; text-decoration: none }
</style><h1></h1>${article.html}`;

function show(index) {
  frame.srcdoc = phonePage(articles[index]);
  frame.onload = () => { frame.contentDocument.querySelector("h1").textContent = articles[index].title; };
  document.querySelectorAll("[data-preview]").forEach((button) => {
    const shown = Number(button.dataset.article) === index;
    button.setAttribute("aria-pressed", String(shown));
    button.closest("li").classList.toggle("shown", shown);
  });
}

// The older command comes first: it puts exactly the fragment on the clipboard and works on pages opened from a disk,
// while the newer interface makes the addresses of pictures absolute, with the folders of this computer in them.
async function copy(parts) {
  if (copyByCommand(parts)) return;
  const blobs = Object.entries(parts).map(([type, text]) => [type, new Blob([text], { type })]);
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

async function onCopy(button) {
  const article = articles[Number(button.dataset.article)];
  const what = button.dataset.copy;
  const parts = what === "html"
    ? { "text/html": article.html, "text/plain": article.text }
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
    show(Number(button.dataset.article));
    frame.scrollIntoView({ block: "nearest" });
  } else {
    onCopy(button);
  }
});

if (articles.length) show(0);
