// Forms (model/form.hpp): what is wrong with one, and with answers to it.
#include "model/form.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <vector>

namespace castellan {

namespace {

FieldDefinition field(FieldKind kind) { return {.id = "f", .label = "F", .kind = kind}; }

std::vector<FieldDefinition> const intake{
    {.id = "blood", .label = "Blood group", .kind = FieldKind::choice, .required = true, .choices = {"A", "B"}},
    {.id = "weight", .label = "Weight", .kind = FieldKind::number},
    {.id = "seen", .label = "Last seen", .kind = FieldKind::date},
};

Answer typed(FieldKind kind, std::string_view text) { return answer_of(field(kind), text); }

} // namespace

TEST_CASE("what is typed fits its field or is told apart", "[model][form]")
{
    struct Row {
        FieldKind kind;
        std::string_view given;
        std::string_view problem;
    };
    auto const [kind, given, problem] = GENERATE(values<Row>({
        {FieldKind::text, "anything at all", ""},
        {FieldKind::text, "", ""},
        {FieldKind::number, "-12.50e+3", ""},
        {FieldKind::number, " 7 ", ""},
        {FieldKind::number, "0", ""},
        {FieldKind::number, "07", "must be a number"},
        {FieldKind::number, "1,5", "must be a number"},
        {FieldKind::number, "1.", "must be a number"},
        {FieldKind::number, ".5", "must be a number"},
        {FieldKind::number, "1e", "must be a number"},
        {FieldKind::number, "1}", "must be a number"},
        {FieldKind::number, "-", "must be a number"},
        {FieldKind::date, "2028-02-29", ""},
        {FieldKind::date, "2027-02-29", "must be a day such as 2027-03-01"},
        {FieldKind::date, "2100-02-29", "must be a day such as 2027-03-01"},
        {FieldKind::date, "2027-13-01", "must be a day such as 2027-03-01"},
        {FieldKind::date, "27-1-1", "must be a day such as 2027-03-01"},
        {FieldKind::yes_no, "true", ""},
        {FieldKind::yes_no, "yes", "must be true or false"},
        {FieldKind::photo, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", ""},
        {FieldKind::photo, "data:image/png;base64,AA", "must be a picture"},
        {FieldKind::signature, "javascript:alert(1)", "must be a picture"},
    }));
    CAPTURE(given);
    CHECK(problem_of(field(kind), typed(kind, given)) == problem);
}

TEST_CASE("a text is bounded, a picture by what holds it", "[model][form]")
{
    CHECK(problem_of(field(FieldKind::text), typed(FieldKind::text, std::string(most_answer, 'x'))).empty());
    CHECK(problem_of(field(FieldKind::text), typed(FieldKind::text, std::string(most_answer + 1, 'x'))) == "must be shorter");
    CHECK(problem_of(field(FieldKind::photo), typed(FieldKind::photo, std::string(picture_id_length, 'a'))).empty());
}

TEST_CASE("answers fit a form when what is required is there and nothing is foreign", "[model][form]")
{
    auto const blood = answer_of(intake[0], "A");
    CHECK(problem_in(intake, std::vector{blood, answer_of(intake[1], "71.5")}) == std::nullopt);
    CHECK(problem_in(intake, {}) == FormProblem{"blood", "is required"});
    CHECK(problem_in(intake, std::vector{answer_of(intake[0], " ")}) == FormProblem{"blood", "is required"});
    CHECK(problem_in(intake, std::vector{answer_of(intake[0], "0")}) == FormProblem{"blood", "must be one of the choices"});
    CHECK(problem_in(intake, std::vector{blood, Answer{.field = "shoe", .text = "9"}}) ==
          FormProblem{"shoe", "is no field of the form"});
    CHECK(problem_in(intake, std::vector{blood, Answer{.field = "weight", .type = AnswerType::text, .text = "71"}}) ==
          FormProblem{"weight", "must be a number"});
}

TEST_CASE("what was kept before the form changed may stay as it is, and only so", "[model][form]")
{
    auto const kept = std::vector{Answer{.field = "blood", .text = "0"}, Answer{.field = "shoe", .text = "9"}};
    CHECK(problem_in(intake, kept, kept) == std::nullopt);
    auto altered = kept;
    altered[1].text = "10";
    CHECK(problem_in(intake, altered, kept) == FormProblem{"shoe", "is no field of the form"});
}

TEST_CASE("what is wrong with a form is told with its place", "[model][form]")
{
    auto form = intake;
    CHECK(problem_in(form) == std::nullopt);
    form[2].id = "blood";
    CHECK(problem_in(form) == FormProblem{"[2].id", "is taken by a field before"});
    form = intake;
    form[1].label = "  ";
    CHECK(problem_in(form) == FormProblem{"[1].label", "must not be empty"});
    form = intake;
    form[0].choices = {};
    CHECK(problem_in(form) == FormProblem{"[0].choices", "must be 1 to 100"});
    form[0].choices = {"A", "B", "A"};
    CHECK(problem_in(form) == FormProblem{"[0].choices", "must not repeat each other"});
    form = intake;
    form[1].choices = {"A"};
    CHECK(problem_in(form) == FormProblem{"[1].choices", "are for fields of the kind `choice`"});
    CHECK(problem_in(std::vector<FieldDefinition>(most_fields + 1, intake[1])) == FormProblem{"", "has more than 100 fields"});
}

TEST_CASE("a new field gets an id that the form does not have", "[model][form]")
{
    CHECK(free_field_id({}) == "f1");
    CHECK(free_field_id(std::vector<FieldDefinition>{{.id = "f2", .label = "A"}}) == "f3");
}

} // namespace castellan
