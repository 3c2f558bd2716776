// An import of people from a table (S-6): sent, asked about while it is under way, and what became of each row.
#pragma once

#include "client/transport.hpp"
#include "model/things.hpp"
#include "wire/import_json.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace castellan::client {

enum class ImportWish : std::uint8_t {
    dry_run, // nobody is created; each row gets its verdict
    good_ones,
    all
};

class PeopleImport {
public:
    enum class State : std::uint8_t { idle, running, over, failed };

    PeopleImport(Transport& transport, std::function<void()> changed);

    void begin(std::string_view account, std::string_view table, ImportWish wish);
    /// Asks how far it is, now and then; call it each frame.
    void poll(Instant now);
    void forget();

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] ImportWish wish() const { return wish_; }
    /// What the service said last; its lines are there once it is over.
    [[nodiscard]] wire::ImportJob const& job() const { return job_; }
    /// Why it failed, before a row was looked at.
    [[nodiscard]] std::string const& problem() const { return problem_; }

private:
    void take(Answer const& answer, std::uint64_t question);

    Transport& transport_;
    std::function<void()> changed_;
    State state_ = State::idle;
    ImportWish wish_ = ImportWish::dry_run;
    wire::ImportJob job_;
    std::string problem_;
    bool is_asking_ = false;
    Instant ask_at_ = 0;
    std::uint64_t question_ = 0;
};

} // namespace castellan::client
