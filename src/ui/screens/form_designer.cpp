#include "ui/screens/form_designer.hpp"

#include "ui/screens/form.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace castellan::ui {

namespace {

constexpr auto kinds_of_records = std::to_array({FieldKind::text, FieldKind::number, FieldKind::date, FieldKind::choice,
                                                 FieldKind::yes_no, FieldKind::photo, FieldKind::signature});

Icon icon_of(FieldKind kind)
{
    switch (kind) {
    case FieldKind::text: return icon::type;
    case FieldKind::number: return icon::hash;
    case FieldKind::date: return icon::calendar;
    case FieldKind::choice: return icon::list;
    case FieldKind::yes_no: return icon::circle_check;
    case FieldKind::signature: return icon::signature;
    case FieldKind::photo: return icon::camera;
    }
    return {};
}

std::vector<std::string> choices_in(std::string_view text)
{
    auto choices = std::vector<std::string>{};
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        if (auto choice = trimmed(text.substr(0, end)); !choice.empty() && !std::ranges::contains(choices, choice))
            choices.push_back(std::move(choice));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return choices;
}

/// An id that no field has, nor had: answers are kept under it, and must not come up in another field.
std::string new_id(FormDesign const& design, std::int64_t now_ms)
{
    for (;; ++now_ms) {
        auto id = std::string{};
        for (auto rest = static_cast<std::uint64_t>(now_ms); rest > 0; rest /= 36)
            id += "0123456789abcdefghijklmnopqrstuvwxyz"[rest % 36];
        id = "f" + id;
        if (!std::ranges::contains(design.fields, id, &FieldDefinition::id))
            return id;
    }
}

void open_field(FormDesign& design, FieldDefinition const& field)
{
    design.open = field.id;
    design.choices_of = field.id;
    design.choices.clear();
    for (auto const& choice : field.choices)
        design.choices += choice + "\n";
}

/// What is asked for in a field, and how.
void particulars(Ui& ui, FormDesign& design, FieldDefinition& field, std::span<FieldKind const> kinds)
{
    auto choices = std::vector<Choice>{};
    for (auto const kind : kinds)
        choices.push_back({.key = std::to_string(std::to_underlying(kind)), .label = std::string{title_of(kind)}, .icon = icon_of(kind)});
    text_field(ui, tr("Label"), field.label,
               {.placeholder = tr("What is asked for"), .required = true, .max_length = 120, .autofocus = field.label.empty()});
    auto kind = std::to_string(std::to_underlying(field.kind));
    if (select(ui, tr("Kind"), choices, kind)) {
        field.kind = static_cast<FieldKind>(kind.front() - '0');
        field.choices.clear();
        design.choices.clear();
    }
    if (field.kind == FieldKind::choice && text_area(ui, tr("Choices"), design.choices, 4, {.hint = tr("One a line."), .required = true}))
        field.choices = choices_in(design.choices);
    text_field(ui, tr("Help text"), field.help, {.hint = tr("Stands below the field."), .max_length = 500});
    toggle(ui, tr("Required"), field.required, {.hint = tr("Nobody can send the form without it.")});
}

/// What is asked of the list of fields: one goes up or down, or away.
enum class Move : std::uint8_t { none, up, down, away };

Move field_card(Ui& ui, FormDesign& design, std::size_t at, std::span<FieldKind const> kinds)
{
    auto& field = design.fields[at];
    auto const scope = ui.scope(field.id);
    auto const is_open = design.open == field.id;
    auto const title = field.label.empty() ? std::string{tr("New field")} : field.label;
    auto const subtitle = std::string{title_of(field.kind)} + (field.required ? " · " + std::string{tr("required")} : std::string{});
    Card card{ui, ""}; // without the label as its title: ids hang on titles, and this one is typed
    heading(ui, title, 3);
    muted(ui, subtitle);
    auto wish = Move::none;
    {
        Buttons line{ui};
        if (button(ui, is_open ? tr("Done") : tr("Edit field"), {.icon = is_open ? icon::check : icon::pencil, .small = true})) {
            if (is_open)
                design.open.clear();
            else
                open_field(design, field);
        }
        auto const at_top = at == 0 ? std::string_view{tr("It is the first.")} : std::string_view{};
        auto const at_end = at + 1 == design.fields.size() ? std::string_view{tr("It is the last.")} : std::string_view{};
        if (button(ui, tr("Move up"), {.weight = Weight::ghost, .icon = icon::arrow_up, .icon_only = true, .disabled = at_top, .small = true}))
            wish = Move::up;
        if (button(ui, tr("Move down"), {.weight = Weight::ghost, .icon = icon::arrow_down, .icon_only = true, .disabled = at_end, .small = true}))
            wish = Move::down;
        if (button(ui, tr("Remove field"), {.weight = Weight::ghost, .icon = icon::trash_2, .icon_only = true, .small = true}))
            wish = Move::away;
    }
    if (is_open)
        particulars(ui, design, field, kinds);
    return wish;
}

void carry_out(std::vector<FieldDefinition>& fields, std::size_t at, Move wish)
{
    switch (wish) {
    case Move::none: break;
    case Move::up: std::swap(fields[at], fields[at - 1]); break;
    case Move::down: std::swap(fields[at], fields[at + 1]); break;
    case Move::away: fields.erase(fields.begin() + static_cast<std::ptrdiff_t>(at)); break;
    }
}

} // namespace

std::span<FieldKind const> all_field_kinds() { return kinds_of_records; }

std::string_view title_of(FieldKind kind)
{
    switch (kind) {
    case FieldKind::text: return tr("Text");
    case FieldKind::number: return tr("Number");
    case FieldKind::date: return tr("Date");
    case FieldKind::choice: return tr("Choice");
    case FieldKind::yes_no: return tr("Yes or no");
    case FieldKind::signature: return tr("Signature");
    case FieldKind::photo: return tr("Photo");
    }
    return "";
}

void form_designer(Ui& ui, FormDesign& design, std::span<FieldKind const> kinds)
{
    Columns columns{ui, {1, 1}};
    heading(ui, tr("Fields"));
    if (design.fields.empty())
        muted(ui, tr("This form asks for nothing yet. Add what is to be filled in."));
    auto asked = std::size_t{0};
    auto move = Move::none;
    for (auto at = std::size_t{0}; at < design.fields.size(); ++at) {
        if (auto const wish = field_card(ui, design, at, kinds); wish != Move::none) {
            asked = at;
            move = wish;
        }
    }
    carry_out(design.fields, asked, move);
    {
        auto menu = menu_button(ui, tr("Add field"), {.icon = icon::plus});
        for (auto const kind : kinds) {
            if (!menu.button(title_of(kind), {.icon = icon_of(kind)}))
                continue;
            design.fields.push_back({.id = new_id(design, ui.now_ms()), .kind = kind});
            open_field(design, design.fields.back());
        }
    }
    columns.next();
    {
        heading(ui, tr("Preview"));
        Card card{ui, ""};
        if (design.fields.empty())
            muted(ui, tr("What is filled in stands here."));
        auto shown = design.fields;
        for (auto& field : shown) {
            if (field.label.empty())
                field.label = title_of(field.kind);
        }
        auto const scope = ui.scope(std::string_view{"preview"});
        form_fields(ui, shown, design.preview);
        design.preview.attachment = {}; // nothing is sent from here
        design.preview.attaching.clear();
    }
}

std::string incomplete_design(FormDesign const& design)
{
    for (auto const& field : design.fields) {
        if (trimmed(field.label).empty())
            return tr("A field has no label yet.");
        if (field.kind == FieldKind::choice && field.choices.empty())
            return tr("{} needs choices.", quoted(field.label));
    }
    return {};
}

} // namespace castellan::ui
