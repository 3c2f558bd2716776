#include "wire/merge.hpp"

#include "wire/capture.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace castellan::wire {

namespace {

struct KeptMember {
    std::string name;
    std::string value; // compact JSON
};

constexpr auto any_value = Member{.type = Type::json};

/// Takes an object apart into its members.
class MemberReader final : public EventSink {
public:
    bool null() override
    {
        return value([](Capture& to) { return to.null(); });
    }
    bool boolean(bool given) override
    {
        return value([given](Capture& to) { return to.boolean(given); });
    }
    bool integer(std::int64_t given) override
    {
        return value([given](Capture& to) { return to.integer(given); });
    }
    bool natural(std::uint64_t given) override
    {
        return value([given](Capture& to) { return to.natural(given); });
    }
    bool real(std::string_view given) override
    {
        return value([given](Capture& to) { return to.real(given); });
    }
    bool text(std::string& given) override
    {
        return value([&given](Capture& to) { return to.text(given); });
    }
    bool begin_object() override
    {
        if (!std::exchange(is_open_, true))
            return true;
        return value([](Capture& to) { return to.begin_object(); });
    }
    bool begin_list() override
    {
        return value([](Capture& to) { return to.begin_list(); });
    }
    bool key(std::string& name) override
    {
        if (capture_)
            return capture_->key(name);
        members.push_back({.name = name, .value = {}});
        return true;
    }
    bool end() override
    {
        return !capture_ || value([](Capture& to) { return to.end(); });
    }
    bool fail(std::string) override { return false; }

    std::vector<KeptMember> members;

private:
    template <class Event>
    bool value(Event const& event)
    {
        if (members.empty())
            return false;
        if (!capture_)
            capture_.emplace(members.back().value, any_value);
        auto const went_well = event(*capture_);
        if (capture_->depth() == 0)
            capture_.reset();
        return went_well;
    }

    bool is_open_ = false;
    std::optional<Capture> capture_;
};

std::vector<KeptMember> members_in(std::string_view object)
{
    auto reader = MemberReader{};
    parse_json(reader, object);
    return std::move(reader.members);
}

} // namespace

std::string merged(std::string_view present, std::string_view given)
{
    auto members = members_in(present);
    for (auto& [name, value] : members_in(given)) {
        auto const same = std::ranges::find(members, name, &KeptMember::name);
        if (same == members.end())
            members.push_back({.name = std::move(name), .value = std::move(value)});
        else
            same->value = std::move(value);
    }
    auto out = std::string{};
    auto writer = Writer{out};
    writer.object();
    for (auto const& [name, value] : members) {
        writer.free_key(name);
        writer.json(value);
    }
    writer.end();
    return out;
}

} // namespace castellan::wire
