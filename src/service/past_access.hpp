// Who could do what on a past day: the log carried out again on a world of its own, a little at a time, up to the instants
// that are asked about.
#pragma once

#include "model/world.hpp"
#include "rules/who_can.hpp"
#include "service/store.hpp"
#include "service/work.hpp"
#include "wire/access_json.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// Somebody who could, by id: who is told of him is decided when it is told.
struct PastHolder {
    std::string user;
    std::vector<Role> roles;
};

/// One question that is being answered, or was.
class PastAccess {
public:
    /// `moments`: in whichever order they are wanted.
    PastAccess(Store& store, std::string id, std::string user, std::string session, wire::AccessQuestion question);

    [[nodiscard]] std::string const& id() const { return id_; }
    [[nodiscard]] std::string const& user() const { return user_; }
    [[nodiscard]] std::string const& session() const { return session_; }
    [[nodiscard]] wire::AccessQuestion const& question() const { return question_; }
    [[nodiscard]] bool is_compared() const { return question_.against.at != 0; }

    /// What has to be read before the first step, off the service's thread: the world that the log begins with, or the
    /// latest snapshot if that is early enough.
    struct Beginning final : Work {
        std::string id; // of the question
        std::string text;
        bool is_snapshot = false;
        std::uint64_t number = 0;
        std::optional<World> world; // nothing if it can't be read
        void run() override;
    };
    [[nodiscard]] std::unique_ptr<Beginning> beginning();
    void begin(Beginning& beginning);

    /// Carries out a few entries; false once it has ended.
    [[nodiscard]] bool step(Instant now);
    void fail(std::string_view reason, Instant now);

    [[nodiscard]] wire::AccessStage stage() const { return stage_; }
    [[nodiscard]] std::string const& reason() const { return reason_; }
    [[nodiscard]] Instant ended() const { return ended_; }
    [[nodiscard]] bool has_begun() const { return world_.has_value(); }
    /// Who could at the instant that was asked about; and at the other one.
    [[nodiscard]] std::vector<PastHolder> const& holders() const { return holders_[0]; }
    [[nodiscard]] std::vector<PastHolder> const& former_holders() const { return holders_[1]; }

private:
    void answer_up_to(Instant at);

    Store& store_;
    std::string id_;
    std::string user_;
    std::string session_;
    wire::AccessQuestion question_;
    wire::AccessStage stage_ = wire::AccessStage::running;
    std::string reason_;
    Instant ended_ = 0;
    std::array<std::vector<PastHolder>, 2> holders_;
    std::array<bool, 2> answered_{};

    // While it runs.
    std::optional<World> world_;
    std::uint64_t next_ = 0;
};

/// A thing as questions name it; none if there is no such thing in this world.
[[nodiscard]] std::optional<Target> target_in(World const& world, std::string_view type, std::string_view id);

/// Everybody's questions.
class PastQuestions {
public:
    static constexpr std::size_t open_most = 4; // of all together: each has a world of its own, one at a time
    static constexpr std::size_t kept_each = 4; // of one person
    static constexpr Instant kept_ms = Instant{15} * 60 * 1000;

    [[nodiscard]] bool is_busy(std::string_view user) const;
    PastAccess& add(std::unique_ptr<PastAccess> question);
    [[nodiscard]] PastAccess* find(std::string_view id);
    /// The one whose turn it is: the oldest that runs and has begun.
    [[nodiscard]] PastAccess* next();
    void forget_old(Instant now);
    /// The store was lost, or another world took its place.
    void fail_all(Instant now);

private:
    std::vector<std::unique_ptr<PastAccess>> questions_; // the oldest first
};

} // namespace castellan
