/**
 * What is visited, and where on each page the list of people is. The functions run in the page.
 *
 * @typedef {object} Site
 * @property {string} name
 * @property {string} [search] the field that searches the list
 * @property {string} [header] the head of the column of names, which sorts when it is pressed
 * @property {() => string} list what tells that the list has become another one: its first row and how many there are;
 *   empty while there is none
 * @property {() => boolean} [whole] everybody is in the list; if that is later than its first rows
 * @property {() => number} [last] the last row that is drawn, counted from 0; only where the list can be scrolled
 */

/** @type {Record<string, Site>} */
export const sites = {
  empty: {
    name: "empty",
    list: () => document.querySelector("p")?.textContent ?? "",
  },
  reactAdmin: {
    name: "react_admin",
    search: "input[name=q]",
    header: "th:has([data-field=name]), th.column-name .MuiTableSortLabel-root",
    list: () => {
      const rows = document.querySelectorAll("table tbody tr");
      const range = document.querySelector(".MuiTablePagination-displayedRows");
      return rows.length && range ? `${/** @type {HTMLElement} */ (rows[0]).innerText} ${range.textContent}` : "";
    },
  },
  agGrid: {
    name: "ag_grid",
    search: "input[type=search]",
    header: ".ag-header-cell[col-id=name]",
    list: () => {
      const first = document.querySelector(".ag-center-cols-container [row-index='0'], .ag-row[row-index='0']");
      const grid = document.querySelector("[role=grid], [role=treegrid]");
      return first ? `${first.textContent} ${grid?.getAttribute("aria-rowcount")}` : "";
    },
    last: () => Math.max(0, ...[...document.querySelectorAll(".ag-row[row-index]")].map((row) => Number(row.getAttribute("row-index")))),
  },
  form: {
    name: "castellan_form",
    list: () => (document.querySelector("#sign-in-form [type=submit]") ? "form" : ""),
  },
  castellan: {
    name: "castellan",
    search: "#mirror main [type=search]",
    header: "#mirror [role=grid] [role=columnheader][aria-sort]",
    list: () => {
      const grid = document.querySelector("#mirror [role=grid]");
      const first = grid?.querySelector("[aria-rowindex='2']");
      return first?.textContent ? `${first.textContent} ${grid?.getAttribute("aria-rowcount")}` : "";
    },
    whole: () => Number(document.querySelector("#mirror [role=grid]")?.getAttribute("aria-rowcount")) > 90_000,
    last: () =>
      Math.max(0, ...[...document.querySelectorAll("#mirror [role=grid] [aria-rowindex]")].map((row) => Number(row.getAttribute("aria-rowindex")) - 2)),
  },
};
