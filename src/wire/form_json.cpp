#include "wire/form_json.hpp"

#include "wire/codec.hpp"
#include "wire/events.hpp"

#include <utility>

namespace castellan::wire {

namespace {

struct KeptForm {
    std::vector<FieldDefinition> fields;
};

/// Takes an object of values apart. What is within brackets is no answer to any field.
class AnswerReader final : public EventSink {
public:
    bool null() override
    {
        if (depth_ == 1)
            answers.pop_back();
        return true;
    }
    bool boolean(bool value) override { return answered(AnswerType::yes_no, value ? "true" : "false"); }
    bool integer(std::int64_t value) override { return answered(AnswerType::number, std::to_string(value)); }
    bool natural(std::uint64_t value) override { return answered(AnswerType::number, std::to_string(value)); }
    bool real(std::string_view text) override { return answered(AnswerType::number, std::string{text}); }
    bool text(std::string& value) override { return answered(AnswerType::text, std::move(value)); }
    bool begin_object() override { return begin(); }
    bool begin_list() override { return begin(); }
    bool key(std::string& name) override
    {
        if (depth_ == 1)
            answers.push_back({.field = name});
        return true;
    }
    bool end() override
    {
        --depth_;
        return true;
    }
    bool fail(std::string) override { return false; }

    std::vector<Answer> answers;

private:
    bool begin()
    {
        if (depth_ == 1)
            answered(AnswerType::other, "…");
        ++depth_;
        return true;
    }
    bool answered(AnswerType type, std::string text)
    {
        if (answers.empty())
            return false; // a list, or a single value
        if (depth_ == 1) {
            answers.back().type = type;
            answers.back().text = std::move(text);
        }
        return true;
    }

    int depth_ = 0;
};

} // namespace

template <>
inline constexpr auto words_of<FieldKind> =
    std::to_array<std::string_view>({"text", "number", "date", "choice", "yes_no", "signature", "photo"});

template <>
inline constexpr std::string_view title_of<FieldDefinition> = "Field";
template <>
inline constexpr auto members_of<FieldDefinition> = std::to_array<Member>({
    required<&FieldDefinition::id>("id", id_text),
    required<&FieldDefinition::label>("label", {Format::line, 120, false}),
    optional<&FieldDefinition::kind>("kind"),
    optional<&FieldDefinition::required>("required"),
    optional<&FieldDefinition::help>("help", line_text),
    at_most(of(optional<&FieldDefinition::choices>("choices"), list_of<name_text>), most_choices),
});

template <>
inline constexpr std::string_view title_of<KeptForm> = "Form";
template <>
inline constexpr auto members_of<KeptForm> = std::to_array<Member>({
    at_most(required<&KeptForm::fields>("fields"), most_fields),
});

std::expected<std::vector<FieldDefinition>, WireError> decode_form(std::string_view json)
{
    constexpr auto within = std::string_view{"fields"};
    auto form = decode<KeptForm>("{\"fields\":" + std::string{json} + '}');
    if (!form) {
        if (form.error().path.starts_with(within))
            form.error().path.erase(0, within.size());
        return std::unexpected(std::move(form.error()));
    }
    if (auto problem = problem_in(form->fields))
        return std::unexpected(WireError{std::move(problem->path), std::move(problem->problem)});
    return std::move(form->fields);
}

std::string encode_form(std::span<FieldDefinition const> form)
{
    auto out = std::string{};
    auto writer = Writer{out};
    writer.list();
    for (auto const& field : form)
        encode_into(writer, schema_of<FieldDefinition>, &field);
    writer.end();
    return out;
}

std::vector<Answer> answers_in(std::string_view json)
{
    auto reader = AnswerReader{};
    return parse_json(reader, json) ? std::move(reader.answers) : std::vector<Answer>{};
}

std::string encode_answers(std::span<Answer const> answers)
{
    auto out = std::string{};
    auto writer = Writer{out};
    writer.object();
    for (auto const& answer : answers) {
        if (answer.text.empty())
            continue;
        writer.free_key(answer.field);
        answer.type == AnswerType::text ? writer.text(answer.text) : writer.json(answer.text);
    }
    writer.end();
    return out;
}

} // namespace castellan::wire
