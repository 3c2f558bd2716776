#include "ui/screens/organization_screen.hpp"

#include "ui/screens/words.hpp"
#include "wire/form_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace castellan::ui {

namespace {

constexpr auto asked_kinds = std::to_array({FieldKind::text, FieldKind::number, FieldKind::date, FieldKind::choice, FieldKind::yes_no});

struct TopWords {
    TopRole role;
    std::string_view key;
    std::string_view title;
};

// words:
constexpr auto top_roles = std::to_array<TopWords>({
    {TopRole::organization_admin, "organization_admin", "Organization Admin"},
    {TopRole::account_admin, "account_admin", "Account Administrator"},
    {TopRole::full_admin, "full_admin", "Full administrator"},
    {TopRole::owner, "owner", "Key owner"},
});
// words end

std::vector<std::string> keys_of(std::vector<TopRole> const& roles)
{
    auto keys = std::vector<std::string>{};
    for (auto const& row : top_roles) {
        if (std::ranges::contains(roles, row.role))
            keys.emplace_back(row.key);
    }
    return keys;
}

std::vector<FieldDefinition> form_in(std::string const& json) { return wire::decode_form(json).value_or(std::vector<FieldDefinition>{}); }

void settings_card(Ui& ui, Seen const& seen, OrganizationState& state)
{
    auto const& row = seen.world.organization;
    if (!std::exchange(state.is_read, true)) {
        state.name = row.name;
        state.code_for = keys_of(row.code_for);
    }
    Card card{ui, tr("Settings"), {.icon = icon::building_2}};
    Form form{ui, tr("Settings")};
    form_problem(ui, state);
    text_field(ui, tr("Name"), state.name, {.required = true, .max_length = 120});
    auto choices = std::vector<Choice>{};
    for (auto const& one : top_roles)
        choices.push_back({std::string{one.key}, std::string{tr(one.title)}});
    multi_select(ui, tr("Roles that take a one-time code"), choices, state.code_for,
                 {.hint = tr("To give or end them asks for a code that is sent to whoever does it. Administrator always does.")});
    auto fields = OrganizationFields{.name = edited(state.name, row.name)};
    auto wanted = std::vector<TopRole>{};
    for (auto const& one : top_roles) {
        if (std::ranges::contains(state.code_for, one.key))
            wanted.push_back(one.role);
    }
    if (keys_of(wanted) != keys_of(row.code_for))
        fields.code_for = wanted;
    auto const incomplete = trimmed(state.name).empty() ? std::string_view{tr("Type a name first.")} : std::string_view{};
    auto actions = form.actions();
    static_cast<void>(submit_offer(ui, actions, tr("Save"), EditOrganization{fields}, {.incomplete = incomplete}, form.submitted()));
}

void fields_card(Ui& ui, Seen const& seen, OrganizationState& state, bool of_patients)
{
    auto const& row = seen.world.organization;
    auto const fields = form_in(of_patients ? row.patient_fields : row.user_fields);
    Card card{ui, of_patients ? tr("Fields of patients") : tr("Fields of people"),
              {.subtitle = of_patients ? tr("Besides the name.") : tr("Besides name and addresses."),
               .icon = icon::clipboard_list}};
    {
        auto actions = card.actions();
        auto change = of_patients ? EditOrganization{{.patient_fields = "[null]"}} : EditOrganization{{.user_fields = "[null]"}};
        if (any_offered(ui, {change}) && actions.button(tr("Edit fields…"), {.icon = icon::pencil, .small = true})) {
            state.design = {};
            state.design.fields = fields;
            state.designs = true;
            state.of_patients = of_patients;
        }
    }
    if (fields.empty()) {
        muted(ui, tr("Nothing more is asked."));
        return;
    }
    Facts facts{ui};
    for (auto const& field : fields)
        facts.text(field.label, std::string{title_of(field.kind)} + (field.required ? " · " + std::string{tr("required")} : std::string{}));
}

void design_dialog(Ui& ui, OrganizationState& state)
{
    Dialog dialog{ui, state.of_patients ? tr("Fields of patients") : tr("Fields of people"), state.designs,
                  {.body = tr("Forms follow at once. What was answered to a field that is taken away is kept until somebody edits it."), .width = 56}};
    if (!dialog)
        return;
    form_designer(ui, state.design, asked_kinds);
    auto json = wire::encode_form(state.design.fields);
    auto const change = state.of_patients ? EditOrganization{{.patient_fields = std::move(json)}} : EditOrganization{{.user_fields = std::move(json)}};
    auto const incomplete = incomplete_design(state.design);
    auto actions = dialog.actions();
    if (submit_offer(ui, actions, tr("Save"), change, {.incomplete = incomplete}, false))
        dialog.close();
}

} // namespace

void organization_screen(Ui& ui, Seen const& seen, OrganizationState& state)
{
    Page page{ui, "organization"};
    {
        auto const actions = page_header(ui, {.title = tr("Organisation"), .subtitle = seen.world.organization.name, .icon = icon::building_2});
    }
    Columns columns{ui, {1, 1}};
    settings_card(ui, seen, state);
    columns.next();
    fields_card(ui, seen, state, true);
    fields_card(ui, seen, state, false);
    if (state.designs)
        design_dialog(ui, state);
}

} // namespace castellan::ui
