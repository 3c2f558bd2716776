// One module: its records, who may do what in it, and its form.
#pragma once

#include "client/route.hpp"
#include "ui/screens/form_designer.hpp"
#include "ui/screens/module_forms.hpp"

#include <tuple>

namespace castellan::ui {

struct RecordsQuery {
    std::string search;
    std::string filter; // "FIELD=VALUE": records that have it; empty: all
    int sort = 0;
    bool descending = true; // the latest first
    friend bool operator==(RecordsQuery const&, RecordsQuery const&) = default;
};

struct RecordLine {
    RecordId record;
    std::vector<std::string> texts; // of the form's fields, as they are read
    friend bool operator==(RecordLine const&, RecordLine const&) = default;
};

/// Columns: when, by whom, and then the fields.
struct RecordsView {
    std::vector<FieldDefinition> form;
    std::vector<RecordLine> lines;
    std::size_t total = 0;
};
[[nodiscard]] RecordsView records_view(Seen const& seen, ModuleId module, RecordsQuery const& query);

struct ModuleState {
    std::string tab; // "records", "people", "form"
    RecordsQuery query;
    TableState records{.descending = true};
    TableState people;
    TableState invitations;
    std::string record; // that is looked at
    FormDesign design;
    std::string designed; // the module's form that the design was made from
    bool designing = false;
    Cached<RecordsView, std::tuple<std::uint64_t, ModuleId, RecordsQuery>> view;

    void read(client::Route const& route)
    {
        tab = route.get("tab");
        query.search = route.get("q");
        query.filter = route.get("filter");
        record = route.get("record");
    }
    void write(client::Route& route) const
    {
        route.set("tab", tab == "records" ? std::string_view{} : std::string_view{tab});
        route.set("q", query.search);
        route.set("filter", query.filter);
        route.set("record", record);
    }
};

void module_screen(Ui& ui, Seen const& seen, ModuleId module, ModuleState& state, ModuleForms& forms);

} // namespace castellan::ui
