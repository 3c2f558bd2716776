/**
 * The list of people in AG Grid Community: all rows in the client, with the quick filter and its cache, which its
 * documentation recommends for many rows, and only the modules that it needs.
 */

import { ClientSideRowModelModule, createGrid, ModuleRegistry, QuickFilterModule } from "ag-grid-community";

ModuleRegistry.registerModules([ClientSideRowModelModule, QuickFilterModule]);

const search = document.createElement("input");
search.type = "search";
search.placeholder = "Search";
search.setAttribute("aria-label", "Search");
const table = document.createElement("div");
table.style.height = "calc(100% - 40px)";
document.getElementById("root").append(search, table);

const grid = createGrid(table, {
  columnDefs: [
    { field: "name", headerName: "Name" },
    { field: "email", headerName: "E-mail" },
    { field: "role", headerName: "Role" },
    { field: "groups", headerName: "Groups" },
    { field: "status", headerName: "Status" },
  ],
  defaultColDef: { flex: 1 },
  cacheQuickFilter: true,
  getRowId: ({ data }) => data.id,
});
search.addEventListener("input", () => grid.setGridOption("quickFilterText", search.value));

const answer = await fetch("api/people");
grid.setGridOption("rowData", await answer.json());
