// Forms and their answers in JSON (wire/form_json.hpp).
#include "wire/form_json.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace castellan::wire {

TEST_CASE("a form is read as it is written", "[wire][form]")
{
    auto const text = std::string{R"([{"id":"f1","label":"Blood group","kind":"choice","required":true,)"
                                  R"("help":"As on the card","choices":["A","B"]},{"id":"f2","label":"Name"}])"};
    auto const form = decode_form(text);
    REQUIRE(form);
    REQUIRE(form->size() == 2);
    CHECK((*form)[0].kind == FieldKind::choice);
    CHECK((*form)[0].choices == std::vector<std::string>{"A", "B"});
    CHECK((*form)[1].kind == FieldKind::text);
    CHECK(decode_form(encode_form(*form)).value() == *form);
    CHECK(encode_form({}) == "[]");
}

TEST_CASE("what is wrong with a form is told with its path", "[wire][form]")
{
    struct Row {
        std::string_view form;
        std::string_view path;
    };
    auto const [form, path] = GENERATE(values<Row>({
        {R"([{"label":"A"}])", "[0].id"},
        {R"([{"id":"f1"}])", "[0].label"},
        {R"([{"id":"f1","label":""}])", "[0].label"},
        {R"([{"id":"f1","label":"A","kind":"tea"}])", "[0].kind"},
        {R"([{"id":"f1","label":"A"},{"id":"f1","label":"B"}])", "[1].id"},
        {R"([{"id":"f1","label":"A","kind":"choice"}])", "[0].choices"},
        {R"([{"id":"f1","label":"A","colour":"red"}])", "[0].colour"},
        {R"([7])", "[0]"},
        {R"([],"more":[])", "more"},
    }));
    CAPTURE(form);
    auto const decoded = decode_form(form);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().path == path);
}

TEST_CASE("answers keep their types, and what is null is no answer", "[wire][form]")
{
    auto const text = std::string{R"({"a":"x\"y","n":1.50,"i":-3,"yes":true,"gone":null,"deep":{"b":[1,{"c":null}]}})"};
    auto const answers = answers_in(text);
    REQUIRE(answers.size() == 5);
    CHECK(answers[0] == Answer{"a", AnswerType::text, "x\"y"});
    CHECK(answers[1] == Answer{"n", AnswerType::number, "1.50"});
    CHECK(answers[2] == Answer{"i", AnswerType::number, "-3"});
    CHECK(answers[3] == Answer{"yes", AnswerType::yes_no, "true"});
    CHECK(answers[4].type == AnswerType::other);
    CHECK(encode_answers(std::span{answers}.first(4)) == R"({"a":"x\"y","n":1.50,"i":-3,"yes":true})");
    CHECK(encode_answers(std::vector<Answer>{{.field = "a"}}) == "{}");
    CHECK(answers_in("[]").empty());
    CHECK(answers_in("{").empty());
    CHECK(answers_in("7").empty());
}

} // namespace castellan::wire
