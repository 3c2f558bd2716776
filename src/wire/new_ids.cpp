#include "wire/new_ids.hpp"

#include "wire/text.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

namespace castellan::wire {

namespace {

/// Makes one id after the other, each free.
class Naming {
public:
    Naming(World const& world, std::uint64_t number) : world_(world), number_(number) {}

    void keep(std::string const& given) { taken_.insert(given); }

    template <class IsFree>
    void name(std::string& id, std::string_view prefix, IsFree const& is_free)
    {
        while (id.empty()) {
            auto candidate = std::string{prefix} + '-';
            append_number(candidate, number_);
            if (made_ > 0) {
                candidate += '-';
                append_number(candidate, made_);
            }
            ++made_;
            if (is_free(candidate) && taken_.insert(candidate).second)
                id = std::move(candidate);
        }
    }

    template <class Table>
    void name_in(Table const& table, std::string& id, std::string_view prefix)
    {
        name(id, prefix, [&table](std::string const& candidate) { return table.find(candidate).is_none(); });
    }

    void operator()(CreateAccount& c) { name_in(world_.accounts, c.account, "a"); }
    void operator()(CreateUser& c) { name_in(world_.users, c.user, "u"); }
    void operator()(ImportUsers& c)
    {
        for (auto const& row : c.rows)
            keep(row.user);
        for (auto& row : c.rows)
            name_in(world_.users, row.user, "u");
    }
    void operator()(SendInvitation& c)
    {
        c.invitations.resize(c.emails.size());
        for (auto const& id : c.invitations)
            keep(id);
        for (auto& id : c.invitations)
            name_in(world_.invitations, id, "i");
    }
    void operator()(AcceptInvitation& c) { name_in(world_.users, c.user, "u"); }
    void operator()(CreateGroup& c) { name_in(world_.groups, c.group, "g"); }
    void operator()(RegisterSafe& c) { name_in(world_.safes, c.safe, "s"); }
    void operator()(CreateAsset& c) { name_in(world_.assets, c.asset, "x"); }
    void operator()(CreateDoor& c) { name_in(world_.doors, c.door, "d"); }
    void operator()(CreateTeam& c) { name_in(world_.teams, c.team, "t"); }
    void operator()(CreatePatient& c) { name_in(world_.patients, c.patient, "p"); }
    void operator()(ActOnPatient& c)
    {
        auto const& actions = world_.patients[c.patient].actions;
        name(c.action, "n", [&](std::string const& id) { return !std::ranges::contains(actions, id, &Action::id); });
    }
    void operator()(CreateModule& c) { name_in(world_.modules, c.module, "m"); }
    void operator()(SubmitRecord& c) { name_in(world_.records, c.record, "r"); }
    void operator()(CreateCustomRole& c) { name_in(world_.custom_roles, c.custom_role, "c"); }
    void operator()(CreateProfile& c) { name_in(world_.profiles, c.profile, "f"); }
    void operator()(CreateSchedule& c) { name_in(world_.schedules, c.integration, "e"); }
    void operator()(CreateCredential& c) { name_in(world_.credentials, c.integration, "k"); }
    void operator()(CreateWebhook& c) { name_in(world_.webhooks, c.integration, "w"); }

    template <class Other>
    void operator()(Other&)
    {
    }

private:
    World const& world_;
    std::uint64_t number_;
    std::uint64_t made_ = 0;
    std::unordered_set<std::string> taken_;
};

} // namespace

void name_new_things(World const& world, Change& change, std::uint64_t number)
{
    auto naming = Naming{world, number};
    std::visit([&naming](auto& kind) { naming(kind); }, change);
}

} // namespace castellan::wire
