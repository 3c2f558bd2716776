// Walks through the whole console as one person, headless: every page, every thing, every form; and writes down all
// that is offered on the way.
#pragma once

#include "client/audit_trail.hpp"
#include "client/integrations.hpp"
#include "client/replica.hpp"
#include "ui/kit/headless.hpp"
#include "ui/screens/screens.hpp"
#include "ui/screens/shell_view.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace castellan::test {

/// An audit trail that is never answered: pages that show one are drawn as if it were on its way.
class SilentTransport final : public client::Transport {
public:
    void request(client::Request, Receiver) override {}
    void listen(std::string_view) override {}
};

class Walker {
public:
    /// `replica` outlives the walker. The window is as high as need be, so that every row is in sight.
    Walker(client::Replica const& replica, Instant now, float width = 1280, float height = 30'000);

    /// What was offered, by key, with where: "safe.sync s1" → "#/safes/s1".
    struct Seen {
        std::string where;
        Effect effect = Effect::deny;
        Change change = {};
    };
    [[nodiscard]] std::map<std::string, Seen> const& offers() const { return offers_; }
    [[nodiscard]] std::set<std::string> const& unnamed_items() const { return unnamed_; }

    void go(std::string_view hash);
    void choose_account(AccountId account) { account_ = account; }
    void draw(int frames = 2);
    /// Every page that this person can go to, in every account that she sees.
    void walk();

    /// Told of each page and form when it is drawn.
    std::function<void(std::string_view where)> on_page = [](std::string_view) {};

    [[nodiscard]] ui::Screens& screens() { return *screens_; }
    [[nodiscard]] ui::Ui& ui() { return ui_; }
    [[nodiscard]] ui::Driver& driver() { return *driver_; }
    [[nodiscard]] World const& world() const { return replica_.world(); }
    [[nodiscard]] client::Route const& route() const { return route_; }
    [[nodiscard]] std::size_t pages() const { return pages_; }
    [[nodiscard]] std::size_t forms() const { return forms_; }

private:
    void page();
    void note(std::string_view where);
    [[nodiscard]] bool offered(Change const& change) const;
    void form(std::string const& where, ui::FormState& state, std::function<void()> const& open);
    void user_forms(UserId user);
    void team_forms(TeamId team);
    void group_forms(GroupId group);
    void safe_forms(SafeId safe);
    void asset_forms(AssetId asset);
    void door_forms(DoorId door);
    void key_forms(GroupId group);
    void account_forms(AccountId account);
    void module_forms(ModuleId module);
    void profile_forms(ProfileId profile);

    client::Replica const& replica_;
    Instant now_;
    SilentTransport transport_;
    client::AuditTrail audit_{transport_, [] {}};
    client::AuditTrail movements_{transport_, [] {}};
    client::PeopleImport import_{transport_, [] {}};
    client::Integrations integrations_{transport_, [] {}};
    ui::Ui ui_;
    std::unique_ptr<ui::Screens> screens_ = std::make_unique<ui::Screens>();
    client::Route route_;
    AccountId account_;
    std::unique_ptr<ui::Driver> driver_;
    std::map<std::string, Seen> offers_;
    std::set<std::string> unnamed_;
    std::size_t pages_ = 0;
    std::size_t forms_ = 0;
};

} // namespace castellan::test
