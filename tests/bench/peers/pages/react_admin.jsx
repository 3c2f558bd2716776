/** The list of people in react-admin: ten a page, searched and sorted by the server, as its tutorial has it. */

import { createRoot } from "react-dom/client";
import { Admin, DataTable, List, Resource, SearchInput } from "react-admin";
import simpleRestProvider from "ra-data-simple-rest";

const filters = [<SearchInput key="q" source="q" alwaysOn />];

const People = () => (
  <List filters={filters} sort={{ field: "name", order: "ASC" }}>
    <DataTable>
      <DataTable.Col source="name" />
      <DataTable.Col source="email" />
      <DataTable.Col source="role" />
      <DataTable.Col source="groups" />
      <DataTable.Col source="status" />
    </DataTable>
  </List>
);

// Telemetry is an image from another server in each session; nothing leaves this machine.
createRoot(document.getElementById("root")).render(
  <Admin dataProvider={simpleRestProvider("api")} disableTelemetry>
    <Resource name="users" list={People} />
  </Admin>,
);
