// What the page document needs and Streamlit does not offer: the language attribute follows the
// language switch, Streamlit's own few words are in that language, and print knows the screen.

(() => {
  "use strict";

  const KOREAN = {
    "Add files": "파일 더하기",
    "App pages": "화면 목록",
    "Choose an option": "선택",
    "Choose date": "날짜 고르기",
    "Clear all": "모두 지우기",
    "Clear value": "지우기",
    "Close": "닫기",
    "Collapse sidebar": "왼쪽 메뉴 접기",
    "Decrement": "줄이기",
    "Dismiss": "닫기",
    "Expand sidebar": "왼쪽 메뉴 펼치기",
    "Failed to generate file for download":
      "파일을 만들지 못했습니다. 화면을 새로 고치고 다시 눌러 주십시오.",
    "Help": "도움말",
    "Increment": "늘리기",
    "Main menu": "메뉴",
    "Next month": "다음 달",
    "No results": "결과 없음",
    "Notifications": "알림",
    "Copy to clipboard": "복사",
    "Copied": "복사했습니다",
    "Open": "열기",
    "Page not found": "없는 화면입니다",
    "Previous month": "지난달",
    "Running...": "불러오는 중",
    "Scroll tabs left": "왼쪽 탭 보기",
    "Scroll tabs right": "오른쪽 탭 보기",
    "Selected values": "선택한 값",
    "Sidebar": "왼쪽 메뉴",
    "Select all": "모두 고르기",
    "Skip to main content": "본문으로 건너뛰기",
    "Upload": "파일 고르기",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "화살표로 날짜를 옮기고, 엔터로 고릅니다.",
    "add icon": "더하기",
    "file upload": "파일 고르기",
  };
  const ENGLISH = Object.fromEntries(Object.entries(KOREAN).map(([en, ko]) => [ko, en]));
  const SPOKEN = ["aria-label", "placeholder", "title"];
  const SHOWN =
    "a, [role='listbox'] *, [role='dialog'] *, [role='tooltip'] *, [aria-live] *, " +
    "[data-testid='stFileUploader'] :is(p, span), [data-testid='stDownloadButtonError']";
  // CSS pixels between the margins of style.css; a heading and the figure below it share a page.
  const A4_ACROSS = ((297 - 2 * 12) / 25.4) * 96;
  const A4_DOWN = ((210 - 2 * 12) / 25.4) * 96;
  const HEADING = 160;
  // A sheet stands upright; a little air, as print breaks a line here and there.
  const SHEET_ACROSS = ((210 - 2 * 12) / 25.4) * 96;
  const SHEET_DOWN = ((297 - 2 * 12) / 25.4) * 96 * 0.96;

  // Parts of a date, and what is said of a calendar and of a list.
  const PARTS = { year: "연", month: "월", day: "일" };

  const NO_PAGE = /^(You have requested page \/(.*), but|The page that you have requested).*main page\.$/s;

  /** Return a word of Streamlit's in a language; nothing when it is not one of its words. */
  function translated(text, language) {
    const korean = language === "ko";
    const missing = korean && text.match(NO_PAGE);
    if (missing) return `주소에 적힌 화면${missing[2] ? ` '${missing[2]}'` : ""}이 없어 종합 현황을 보입니다.`;
    const help = text.match(korean ? /^Help for (.*)$/ : /^도움말: (.*)$/);
    if (help) return korean ? `도움말: ${help[1]}` : `Help for ${help[1]}`;
    if (korean && /File must be [\d.]+MB or smaller/.test(text)) return "파일이 너무 큽니다.";
    const removed = text.match(korean ? /^Remove (.*)$/ : /^(.*) 빼기$/);
    if (removed) return korean ? `${removed[1]} 빼기` : `Remove ${removed[1]}`;
    const part = korean && text.match(/^(year|month|day), (.*)$/);
    if (part) return `${PARTS[part[1]]}, ${part[2]}`;
    const shown = korean && text.match(/^Choose date, (.*)$/);
    if (shown) return `날짜 고르기, ${shown[1]}`;
    const offered = korean && text.match(/^(\d+) options? available\.$/);
    if (offered) return `${offered[1]}개에서 고를 수 있습니다.`;
    return (korean ? KOREAN : ENGLISH)[text];
  }

  /** Put Streamlit's own words, spoken or shown, into the page's language. */
  function translate(language) {
    for (const name of SPOKEN) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        const word = translated(element.getAttribute(name), language);
        if (word) element.setAttribute(name, word);
      }
    }
    for (const element of document.querySelectorAll(SHOWN)) {
      const word = element.childElementCount === 0 && translated(element.textContent, language);
      if (word) element.textContent = word;
    }
  }

  /** Mend what keeps a reader of the screen or a user of the keyboard from Streamlit's elements. */
  function open() {
    // The menu's heading stands inside its list, where only items may.
    const menu = '[data-testid="stSidebarNavItems"]';
    for (const part of document.querySelectorAll(`${menu}, ${menu} li`)) part.role = "none";
    for (const place of document.querySelectorAll('[data-testid="stTable"] > :not([tabindex])')) {
      place.tabIndex = -1;
      widths.observe(place);
    }
    // Streamlit opens every link in another tab; those to our own pages stay in this one.
    for (const link of document.querySelectorAll('a[href^="/"][target]')) {
      link.removeAttribute("target");
    }
  }

  /** Follow a link to another of our pages as the menu does, without loading everything anew. */
  function turn(event) {
    const link = event.target.closest?.('[data-testid="stMain"] a[href^="/"]');
    const other = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || other || link.getAttribute("href").startsWith("/app/")) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    window.scrollTo(0, 0);
  }

  // A table wider than its place can be scrolled by key.
  const widths = new ResizeObserver((changes) => {
    for (const { target } of changes) {
      target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
    }
  });

  // Files that were handed out and tables that were copied, by the number of each.
  const handed = new Set();

  /** Hand a file out as soon as it is made; its button stays, to take it once more. */
  function handOut() {
    for (const place of document.querySelectorAll('[class*="st-key-taken-"]')) {
      const number = place.className.match(/taken-\d+/)[0];
      const button = place.querySelector("button");
      if (!button || handed.has(number)) continue;
      handed.add(number);
      button.click();
    }
    for (const place of document.querySelectorAll("[data-clip]")) {
      if (handed.has(place.dataset.clip)) continue;
      handed.add(place.dataset.clip);
      const copied = copy(place.querySelector("[data-table]"));
      place.querySelector(copied ? "[data-copied]" : "[data-uncopied]").hidden = false;
    }
  }

  /** Copy a table and what stands around it, as markup and as lines with tabs. A page without
   *  https may use no newer way. Where even this one is barred, show the table, selected. */
  function copy(table) {
    const lines = [...table.querySelectorAll("p, tr")].map((line) =>
      line.matches("p") ? line.textContent : [...line.cells].map((c) => c.textContent).join("\t"),
    );
    const put = (event) => {
      event.clipboardData.setData("text/html", table.innerHTML);
      event.clipboardData.setData("text/plain", lines.join("\r\n"));
      event.preventDefault();
    };
    table.hidden = false;
    getSelection().selectAllChildren(table);
    document.addEventListener("copy", put);
    const copied = document.execCommand("copy");
    document.removeEventListener("copy", put);
    table.hidden = copied;
    if (copied) getSelection().removeAllRanges();
    return copied;
  }

  /** Follow the language that the page last said it is in. */
  function follow() {
    const said = [...document.querySelectorAll("[data-language]")].at(-1)?.dataset.language;
    if (said && document.documentElement.lang !== said) document.documentElement.lang = said;
    translate(document.documentElement.lang);
    open();
    handOut();
  }

  /** Tell style.css how wide the page stands on the screen, so that print can scale it to paper:
   *  all of its width, and its tallest figure together with the page's heading. */
  function measure() {
    const sheets = [...document.querySelectorAll("[class*='st-key-sheet_']")];
    if (sheets.length) {
      const width = inside(sheets[0]);
      const tallest = Math.max(...sheets.map((sheet) => sheet.scrollHeight));
      scale(width, Math.min(1, SHEET_ACROSS / width, SHEET_DOWN / tallest));
      return;
    }
    const page = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!page) return;
    const width = inside(page);
    const charts = [...page.querySelectorAll('[data-testid="stPlotlyChart"]')];
    const tallest = Math.max(0, ...charts.map((chart) => chart.clientHeight));
    scale(width, Math.min(1, A4_ACROSS / width, A4_DOWN / (tallest + HEADING)));
  }

  /** Return the width within an element's padding. */
  function inside(element) {
    const style = getComputedStyle(element);
    return element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  }

  function scale(width, zoom) {
    document.documentElement.style.setProperty("--print-width", `${width}px`);
    document.documentElement.style.setProperty("--print-zoom", zoom);
  }

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  }).observe(document.documentElement, {
    attributeFilter: ["data-language", ...SPOKEN],
    attributes: true,
    childList: true,
    subtree: true,
  });
  window.addEventListener("beforeprint", measure);
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".st-key-print_sheet button")) window.print();
    turn(event);
  });
})();
