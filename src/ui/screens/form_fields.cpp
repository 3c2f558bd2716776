#include "ui/screens/form_fields.hpp"

#include "ui/screens/words.hpp"
#include "wire/form_json.hpp"

#include <algorithm>
#include <utility>

namespace castellan::ui {

namespace {

/// So few choices are all in sight.
constexpr auto choices_in_sight = std::size_t{4};

bool is_picture(FieldDefinition const& field) { return field.kind == FieldKind::photo || field.kind == FieldKind::signature; }

/// What is wrong with what was typed; empty if nothing is.
std::string_view wrong_with(FieldDefinition const& field, std::string_view text)
{
    if (text.empty())
        return field.required ? std::string_view{tr("This has to be filled in.")} : std::string_view{};
    if (problem_of(field, answer_of(field, text)).empty())
        return {};
    switch (field.kind) {
    case FieldKind::number: return tr("This has to be a number, such as 12 or 12.5.");
    case FieldKind::date: return tr("This has to be a day, such as 2027-03-01.");
    case FieldKind::choice: return tr("This is no choice any more.");
    case FieldKind::text: return tr("This is too long.");
    case FieldKind::yes_no:
    case FieldKind::signature:
    case FieldKind::photo: break;
    }
    return tr("This does not fit.");
}

std::string_view text_of(std::span<Answer const> answers, std::string_view field)
{
    auto const* answer = answer_to(answers, field);
    return answer == nullptr ? std::string_view{} : std::string_view{answer->text};
}

void number_value(Ui& ui, FieldDefinition const& field, std::string& value, FieldOptions options)
{
    options.kind = EntryKind::number;
    options.max_length = 16;
    auto typed = value;
    if (text_field(ui, field.label, typed, options)) {
        std::ranges::replace(typed, ',', '.');
        value = std::move(typed);
    }
}

void choice_value(Ui& ui, FieldDefinition const& field, std::string& value, FieldOptions const& options)
{
    auto choices = std::vector<Choice>{};
    for (auto const& choice : field.choices)
        choices.push_back({.key = choice, .label = choice});
    if (choices.size() <= choices_in_sight)
        radio_group(ui, field.label, choices, value, options);
    else
        select(ui, field.label, choices, value, options);
}

void yes_no_value(Ui& ui, FieldDefinition const& field, std::string& value, FieldOptions const& options)
{
    Choice const choices[] = {{.key = "true", .label = tr("Yes")}, {.key = "false", .label = tr("No")}};
    radio_group(ui, field.label, choices, value, options);
}

void picture_value(Ui& ui, FieldDefinition const& field, FormFill& fill, std::string_view record, FieldOptions options)
{
    if (fill.problem_field == field.id)
        options.error = fill.problem;
    auto const under_way = fill.attaching == field.id;
    auto& value = fill.at(field.id);
    auto taken = PickedFile{};
    auto const address = picture_address(record, value);
    if (picture_field(ui, field.label, field.kind == FieldKind::signature ? Pick::signature : Pick::photo, taken,
                      {.address = address, .busy = under_way, .removable = !value.empty()}, options)) {
        fill.problem_field.clear();
        if (taken.content.empty()) {
            value.clear();
        } else {
            fill.attaching = field.id;
            fill.attachment = std::move(taken);
        }
    }
}

} // namespace

std::string values_of(std::span<FieldDefinition const> form, std::span<Answer const> answers)
{
    auto fitting = std::vector<Answer>{};
    for (auto const& field : form) {
        if (auto const* answer = answer_to(answers, field.id); answer != nullptr)
            fitting.push_back(answer_of(field, answer->text));
    }
    return wire::encode_answers(fitting);
}

std::string shown_value(FieldDefinition const& field, std::string_view text)
{
    if (text.empty())
        return {};
    switch (field.kind) {
    case FieldKind::yes_no: return text == "true" ? tr("Yes") : tr("No");
    case FieldKind::photo: return tr("Photo");
    case FieldKind::signature: return tr("Signed");
    case FieldKind::text:
    case FieldKind::number:
    case FieldKind::date:
    case FieldKind::choice: break;
    }
    return std::string{text};
}

std::string& FormFill::at(std::string_view field)
{
    auto at = std::ranges::find(answers, field, &Answer::field);
    if (at == answers.end())
        at = answers.insert(answers.end(), {.field = std::string{field}});
    return at->text;
}

void form_fields(Ui& ui, std::span<FieldDefinition const> form, FormFill& fill, std::string_view record)
{
    for (auto const& field : form) {
        auto const scope = ui.scope(field.id);
        auto& value = fill.at(field.id);
        auto options = FieldOptions{.hint = field.help, .required = field.required, .max_length = most_answer};
        // Nobody is told that a field is empty before he has had a chance to fill it in.
        if (fill.tried || (!value.empty() && field.kind != FieldKind::number))
            options.error = wrong_with(field, value);
        switch (field.kind) {
        case FieldKind::text: text_field(ui, field.label, value, options); break;
        case FieldKind::number: number_value(ui, field, value, options); break;
        case FieldKind::date: date_field(ui, field.label, value, options); break;
        case FieldKind::choice: choice_value(ui, field, value, options); break;
        case FieldKind::yes_no: yes_no_value(ui, field, value, options); break;
        case FieldKind::signature:
        case FieldKind::photo: picture_value(ui, field, fill, record, options); break;
        }
    }
}

std::string incomplete_form(std::span<FieldDefinition const> form, FormFill const& fill)
{
    if (!fill.attaching.empty())
        return tr("A picture is still on its way.");
    for (auto const& field : form) {
        auto const text = text_of(fill.answers, field.id);
        if (field.required && text.empty())
            return tr("{} is missing.", quoted(field.label));
        if (!wrong_with(field, text).empty())
            return tr("{} has a value that does not fit.", quoted(field.label));
    }
    return {};
}

void form_facts(Ui& ui, std::span<FieldDefinition const> form, std::span<Answer const> answers, std::string_view record)
{
    {
        Facts facts{ui};
        for (auto const& field : form) {
            if (auto const text = text_of(answers, field.id); !is_picture(field) || text.empty())
                facts.text(field.label, shown_value(field, text));
        }
    }
    for (auto const& field : form) {
        auto const text = text_of(answers, field.id);
        if (!is_picture(field) || text.empty())
            continue;
        heading(ui, field.label, 3);
        picture(ui, field.label, picture_address(record, text));
    }
}

std::string picture_address(std::string_view record, std::string_view value)
{
    if (value.empty())
        return {};
    auto address = std::string{"/api/v1/"};
    if (!record.empty())
        ((address += "records/") += record) += '/';
    return (address += "attachments/") += value;
}

} // namespace castellan::ui
