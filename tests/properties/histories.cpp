#include "tests/properties/histories.hpp"

namespace castellan::properties {

bool drift(World& town, Dice& dice, Judge judge, Findings& findings, std::size_t most, Question& carried_out)
{
    for (std::size_t asked = 0; asked < most; ++asked) {
        auto question = plain::random_question(town, dice);
        ++findings.judged;
        if (judge(town, question.actor, question.change, question.context).effect != Effect::allow)
            continue;
        apply(town, question.change,
              {.number = town.revision + 1, .at = question.context.now, .actor = question.actor});
        ++findings.applied;
        carried_out = std::move(question);
        return true;
    }
    return false;
}

std::vector<UserId> active_people(World const& town)
{
    auto result = std::vector<UserId>{};
    for (auto const user : town.users.handles()) {
        if (town.users[user].status == Status::active)
            result.push_back(user);
    }
    return result;
}

void for_each_town(Effort const& effort, std::function<void(World& town, Dice& dice, std::uint64_t seed)> const& turns)
{
    for (std::size_t at = 0; at < effort.towns; ++at) {
        auto const seed = effort.first_seed + at;
        auto dice = Dice{seed};
        auto town = plain::random_town(dice);
        turns(town, dice, seed);
    }
}

} // namespace castellan::properties
