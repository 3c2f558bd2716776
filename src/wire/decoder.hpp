// The one decoder: takes the events of a parser and fills described structs by their tables. Inside wire only.
#pragma once

#include "model/world.hpp"
#include "wire/capture.hpp"
#include "wire/change_json.hpp"
#include "wire/error.hpp"
#include "wire/events.hpp"
#include "wire/schema.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan::wire {

/// A parent that a change named.
struct NamedParent {
    Member const* member;
    std::uint32_t slot; // none if there is no such thing
    std::string id;
};

/// How to decode, and what to gather on the way.
struct DecodeOptions {
    Form form = Form::document;
    World const* world = nullptr;                 // resolves references
    std::vector<UnknownId>* unknown = nullptr;    // ids that resolve to nothing
    std::vector<NamedParent>* parents = nullptr;
    Member const* discarded = nullptr;            // one more member of the outermost object, read and dropped
    bool flat = false;                            // the members of `fields` stand in the outermost object
    bool unknown_members = false;                 // skipped instead of refused
    std::uint64_t given = 0;                      // members of the outermost table that are there already, as bits
    std::size_t most_problems = 1;                // stop after so many
};

/// The slot of the thing with this id.
[[nodiscard]] std::uint32_t slot_of(World const& world, Section section, std::string_view id);

/// The thing's id; empty for what is not there.
[[nodiscard]] std::string_view id_at(World const& world, Section section, std::uint32_t slot);

/// The member of a change's table whose members may stand beside it in a request: `fields` or `toggles`; null if it
/// has none.
[[nodiscard]] Member const* fields_of(Schema const& schema);

class Decoder final : public EventSink {
public:
    Decoder(Schema const& schema, void* object, DecodeOptions const& options);

    bool null() override;
    bool boolean(bool value) override;
    bool integer(std::int64_t value) override;
    bool natural(std::uint64_t value) override;
    bool real(std::string_view text) override;
    bool text(std::string& value) override;
    bool begin_object() override { return begin(true); }
    bool begin_list() override { return begin(false); }
    bool key(std::string& name) override;
    bool end() override;

    /// Notes a problem at the present place.
    bool fail(std::string problem) override;

    [[nodiscard]] std::vector<WireError>& problems() { return problems_; }

private:
    enum class Inside : std::uint8_t { object, list, map };

    struct Frame {
        Inside inside;
        Schema const* schema;      // of an object
        Member const* member;      // of a list or map
        void* place;               // the object, list or map
        Member const* current;     // of an object: the member whose key was read last; null: it is skipped
        void* current_object;      // where `current` lives
        std::uint64_t seen;
        std::uint64_t seen_fields; // of a flat object
        std::size_t next;          // of an object: the member expected next; of a list: the entries so far
        std::string key;           // the last key, for paths
    };

    struct Target {
        Member const* member = nullptr; // null: skip this value
        void* place = nullptr;
    };

    bool begin(bool object);
    bool mismatch(Member const& member);
    bool problem(std::string problem);
    Target target();
    void* settle(Target const& target);
    bool store_text(Target const& target, std::string& value);
    bool store_reference(Target const& target, std::string& value);
    bool store_role(Target const& target, std::string& value);
    bool store_kept(Target const& target, std::string& value);
    /// Pass an event on to the value that is kept as JSON, or begin one with it. `brackets`: the event opens so many.
    template <class Event>
    bool kept(Event const& event, std::size_t brackets = 0);
    template <class Event>
    bool keep(Target const& target, Event const& event, std::size_t brackets = 0);
    CustomRoleId custom_role(std::string const& id);
    bool store_number(Target const& target, std::int64_t value);
    Frame& push(Inside inside);
    Frame& top() { return frames_[depth_ - 1]; }
    bool end_of_object(Frame& frame);
    [[nodiscard]] std::string path(std::string_view last = {}) const;

    DecodeOptions const& options_;
    Schema const& root_;
    void* root_object_;
    Member const* fields_ = nullptr;
    std::array<Frame, deepest> frames_{};
    std::size_t depth_ = 0;
    std::size_t skipped_ = 0;            // open brackets of a value that is skipped
    std::optional<Capture> capture_;     // a value that is kept as JSON
    std::vector<WireError> problems_;
};

/// What is wrong with a value that is kept is told at the member that keeps it, once; the rest is skipped.
template <class Event>
bool Decoder::kept(Event const& event, std::size_t brackets)
{
    auto const went_well = event(*capture_);
    auto const open = capture_->depth();
    if (went_well && open > 0)
        return true;
    auto problem = capture_->problem();
    capture_.reset();
    if (went_well)
        return true;
    skipped_ = open + brackets;
    return fail(std::move(problem));
}

template <class Event>
bool Decoder::keep(Target const& target, Event const& event, std::size_t brackets)
{
    capture_.emplace(*static_cast<std::string*>(settle(target)), *target.member);
    return kept(event, brackets);
}

} // namespace castellan::wire
