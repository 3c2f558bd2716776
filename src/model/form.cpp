#include "model/form.hpp"

#include <algorithm>
#include <array>

namespace castellan {

namespace {

std::string at(std::size_t index, std::string_view member)
{
    return '[' + std::to_string(index) + "]." + std::string{member};
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

/// A day of the calendar, YYYY-MM-DD.
bool is_day(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return false;
    auto const number = [text](std::size_t from, std::size_t length) {
        auto result = 0;
        for (auto const digit : text.substr(from, length)) {
            if (digit < '0' || digit > '9')
                return -1;
            result = result * 10 + (digit - '0');
        }
        return result;
    };
    auto const year = number(0, 4);
    auto const month = number(5, 2);
    auto const day = number(8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1)
        return false;
    constexpr auto lengths = std::to_array({31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31});
    auto const is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= lengths[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap ? 1 : 0);
}

/// A number as JSON has it.
bool is_number(std::string_view text)
{
    auto const digits = [&text] {
        auto const count = std::min(text.find_first_not_of("0123456789"), text.size());
        text.remove_prefix(count);
        return count;
    };
    auto const take = [&text](char letter) {
        auto const is_there = text.starts_with(letter);
        text.remove_prefix(is_there ? 1 : 0);
        return is_there;
    };
    take('-');
    auto const begins_with_zero = text.starts_with('0');
    auto const whole = digits();
    if (whole == 0 || (begins_with_zero && whole > 1) || (take('.') && digits() == 0))
        return false;
    if (take('e') || take('E')) {
        if (!take('-'))
            take('+');
        if (digits() == 0)
            return false;
    }
    return text.empty();
}

bool is_answered(Answer const* answer) { return answer != nullptr && !is_blank(answer->text); }

} // namespace

bool is_picture_id(std::string_view text)
{
    return text.size() == picture_id_length &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

AnswerType answer_type_of(FieldKind kind)
{
    return kind == FieldKind::number   ? AnswerType::number
           : kind == FieldKind::yes_no ? AnswerType::yes_no
                                       : AnswerType::text;
}

Answer answer_of(FieldDefinition const& field, std::string_view given)
{
    given.remove_prefix(std::min(given.find_first_not_of(" \t\r\n"), given.size()));
    given = given.substr(0, given.find_last_not_of(" \t\r\n") + 1);
    auto const type = answer_type_of(field.kind);
    auto const fits = type == AnswerType::number   ? is_number(given)
                      : type == AnswerType::yes_no ? given == "true" || given == "false"
                                                   : true;
    return {.field = field.id, .type = fits ? type : AnswerType::text, .text = std::string{given}};
}

std::optional<FormProblem> problem_in(std::span<FieldDefinition const> form)
{
    if (form.size() > most_fields)
        return FormProblem{"", "has more than 100 fields"};
    for (std::size_t index = 0; index < form.size(); ++index) {
        auto const& field = form[index];
        if (field.id.empty())
            return FormProblem{at(index, "id"), "must not be empty"};
        if (std::ranges::contains(form.first(index), field.id, &FieldDefinition::id))
            return FormProblem{at(index, "id"), "is taken by a field before"};
        if (is_blank(field.label))
            return FormProblem{at(index, "label"), "must not be empty"};
        if (field.kind != FieldKind::choice && !field.choices.empty())
            return FormProblem{at(index, "choices"), "are for fields of the kind `choice`"};
        if (field.kind == FieldKind::choice && (field.choices.empty() || field.choices.size() > most_choices))
            return FormProblem{at(index, "choices"), "must be 1 to 100"};
        for (auto choice = field.choices.begin(); choice != field.choices.end(); ++choice) {
            if (is_blank(*choice))
                return FormProblem{at(index, "choices"), "must not be empty"};
            if (std::find(field.choices.begin(), choice, *choice) != choice)
                return FormProblem{at(index, "choices"), "must not repeat each other"};
        }
    }
    return std::nullopt;
}

std::string problem_of(FieldDefinition const& field, Answer const& answer)
{
    if (!is_answered(&answer))
        return {};
    auto const fits = answer.type == answer_type_of(field.kind);
    switch (field.kind) {
    case FieldKind::text:
        return !fits ? "must be a text" : answer.text.size() > most_answer ? "must be shorter" : std::string{};
    case FieldKind::number: return fits ? std::string{} : "must be a number";
    case FieldKind::yes_no: return fits ? std::string{} : "must be true or false";
    case FieldKind::date: return fits && is_day(answer.text) ? std::string{} : "must be a day such as 2027-03-01";
    case FieldKind::choice:
        return fits && std::ranges::contains(field.choices, answer.text) ? std::string{} : "must be one of the choices";
    case FieldKind::signature:
    case FieldKind::photo:
        return fits && is_picture_id(answer.text) ? std::string{} : "must be a picture";
    }
    return {};
}

std::optional<FormProblem> problem_in(std::span<FieldDefinition const> form, std::span<Answer const> answers,
                                      std::span<Answer const> kept)
{
    for (auto const& answer : answers) {
        if (std::ranges::contains(kept, answer))
            continue;
        auto const field = std::ranges::find(form, answer.field, &FieldDefinition::id);
        auto problem = field == form.end() ? std::string{"is no field of the form"} : problem_of(*field, answer);
        if (!problem.empty())
            return FormProblem{answer.field, std::move(problem)};
    }
    for (auto const& field : form) {
        if (field.required && !is_answered(answer_to(answers, field.id)))
            return FormProblem{field.id, "is required"};
    }
    return std::nullopt;
}

Answer const* answer_to(std::span<Answer const> answers, std::string_view field)
{
    auto const found = std::ranges::find(answers, field, &Answer::field);
    return found == answers.end() ? nullptr : &*found;
}

std::string free_field_id(std::span<FieldDefinition const> form)
{
    for (std::size_t number = form.size() + 1;; ++number) {
        auto id = 'f' + std::to_string(number);
        if (!std::ranges::contains(form, id, &FieldDefinition::id))
            return id;
    }
}

} // namespace castellan
