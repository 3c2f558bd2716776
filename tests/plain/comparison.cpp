#include "tests/plain/comparison.hpp"

#include "tests/plain/small_case.hpp"

#include "rules/may.hpp"

#include <array>
#include <format>

namespace castellan::plain {

namespace {

std::string words(Effect effect, Needs needs, bool is_hidden)
{
    constexpr auto names = std::to_array<char const*>({"allow", "after", "deny", "not_now"});
    return std::format("{}{}{}{}{}", names[static_cast<std::size_t>(effect)], needs.otp ? " otp" : "",
                       needs.mfa ? " mfa" : "", needs.second_person ? " second_person" : "", is_hidden ? " hidden" : "");
}

std::string words(Answer const& answer)
{
    auto text = words(answer.effect, answer.needs, answer.hidden);
    for (auto const rule : answer.rules)
        text += std::format(" {}", rule);
    return text;
}

std::string words(Decision const& decision)
{
    return std::format("{} {} \"{}\"", words(decision.effect, decision.needs, decision.hidden), decision.rule,
                       decision.reason);
}

} // namespace

Disagreement compare(World const& town, Question const& question)
{
    auto const plain = plain_may(town, question.actor, question.change, question.context);
    auto const engine = may(town, question.actor, question.change, question.context);
    auto const differs = !agree(plain, engine);
    return {.in_effect = differs, .in_rule = !differs && !plain.accepts(engine.rule)};
}

std::string small_case(World const& town, Question const& question)
{
    auto const plain = words(plain_may(town, question.actor, question.change, question.context));
    auto const engine = may(town, question.actor, question.change, question.context);
    auto const found = compare(town, question);
    auto const small = shrunk(town, [&](World const& smaller) {
        auto const answer = may(smaller, question.actor, question.change, question.context);
        return compare(smaller, question) == found && words(answer) == words(engine) &&
               words(plain_may(smaller, question.actor, question.change, question.context)) == plain;
    });
    return std::format("{}{}\n  plain:  {}\n  engine: {}\n", plain::told(small), plain::told(small, question), plain, words(engine));
}

std::string both_answers(World const& town, Question const& question)
{
    auto const engine = may(town, question.actor, question.change, question.context);
    return std::format("plain {} / engine {} {}",
                       words(plain_may(town, question.actor, question.change, question.context)),
                       words(engine.effect, engine.needs, engine.hidden), engine.rule);
}

} // namespace castellan::plain
