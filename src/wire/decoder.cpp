#include "wire/decoder.hpp"

#include "wire/text.hpp"

#include <cassert>

namespace castellan::wire {

namespace {

/// A key as a part of a path: cut and cleaned if it is strange.
std::string plain(std::string_view key)
{
    auto result = quoted_id(key);
    return result.substr(1, result.size() - 2);
}

constexpr std::uint64_t bit(std::size_t at) { return std::uint64_t{1} << at; }

} // namespace

Member const* fields_of(Schema const& schema)
{
    for (auto const& member : schema.members) {
        if (member.type == Type::object && (member.name == "fields" || member.name == "toggles"))
            return &member;
    }
    return nullptr;
}

Decoder::Decoder(Schema const& schema, void* object, DecodeOptions const& options)
    : options_(options), root_(schema), root_object_(object), fields_(options.flat ? fields_of(schema) : nullptr)
{
    assert(schema.members.size() < 63); // a bit each, and one for what is discarded
}

std::string Decoder::path(std::string_view last) const
{
    auto result = std::string{};
    for (std::size_t at = 0; at < depth_; ++at) {
        auto const& frame = frames_[at];
        if (frame.inside == Inside::list) {
            result += '[';
            append_number(result, std::uint64_t{frame.next - (frame.next > 0 ? 1 : 0)});
            result += ']';
            continue;
        }
        auto const key = at + 1 == depth_ && !last.empty() ? std::string{last}
                         : frame.current                   ? std::string{frame.current->name}
                                                           : plain(frame.key);
        if (!result.empty() && !key.empty())
            result += '.';
        result += key;
    }
    return result;
}

bool Decoder::fail(std::string problem)
{
    problems_.push_back({path(), std::move(problem)});
    return problems_.size() < options_.most_problems;
}

Decoder::Frame& Decoder::push(Inside inside)
{
    auto& frame = frames_[depth_++];
    frame.inside = inside;
    frame.current = nullptr;
    frame.seen = 0;
    frame.seen_fields = 0;
    frame.next = 0;
    frame.key.clear();
    return frame;
}

/// Where the next value belongs, and that it comes.
Decoder::Target Decoder::target()
{
    auto& frame = top();
    if (frame.inside == Inside::object) {
        // A parent and what is discarded have no place.
        auto const has_place = frame.current && frame.current->at && frame.current_object;
        return {frame.current,
                has_place ? const_cast<void*>(frame.current->at(frame.current_object)) : nullptr}; // ours to fill
    }
    auto const& member = *frame.member;
    auto const entry = frame.next++;
    if (entry >= member.most) {
        auto problem = std::string{"must have at most "};
        append_number(problem, std::uint64_t{member.most});
        if (entry == member.most)
            fail(problem + " entries");
        return {};
    }
    auto* const place = member.list->append(frame.place);
    if (frame.inside == Inside::map) {
        // The first member of a map's element is its key (`as_map`).
        auto const& key = member.element->nested->members.front();
        static_cast<std::string*>(const_cast<void*>(key.at(place)))->assign(frame.key);
        if (member.type == Type::pairs) {
            auto const& value = member.element->nested->members[1];
            return {&value, const_cast<void*>(value.at(place))};
        }
    }
    return {member.element, place};
}

bool Decoder::begin(bool object)
{
    if (depth_ + skipped_ + (capture_ ? capture_->depth() : 0) >= deepest) {
        auto problem = std::string{"is nested deeper than "};
        append_number(problem, std::uint64_t{deepest});
        fail(problem + " brackets");
        return false;
    }
    if (skipped_ > 0) {
        ++skipped_;
        return true;
    }
    auto const open = [object](Capture& capture) { return object ? capture.begin_object() : capture.begin_list(); };
    if (capture_)
        return kept(open, 1);
    if (depth_ == 0) {
        if (!object) {
            ++skipped_; // its end comes all the same
            return fail("must be an object");
        }
        auto& frame = push(Inside::object);
        frame.schema = &root_;
        frame.place = root_object_;
        frame.seen = options_.given;
        return true;
    }
    auto const target = this->target();
    if (!target.member) {
        skipped_ = 1;
        return problems_.size() < options_.most_problems;
    }
    auto const& member = *target.member;
    if (member.type == Type::json)
        return keep(target, open, 1);
    auto const is_map = member.type == Type::map || member.type == Type::pairs;
    auto const fits = object ? member.type == Type::object || is_map : member.type == Type::list;
    if (!fits) {
        auto const go_on = mismatch(member);
        skipped_ = 1;
        return go_on;
    }
    auto* const place = settle(target);
    auto const inside = !object ? Inside::list : member.type == Type::object ? Inside::object : Inside::map;
    auto& frame = push(inside);
    frame.schema = member.nested;
    frame.member = &member;
    frame.place = place;
    return true;
}

bool Decoder::problem(std::string problem)
{
    return problem.empty() || fail(std::move(problem));
}

bool Decoder::key(std::string& name)
{
    if (skipped_ > 0)
        return true;
    if (capture_)
        return kept([&name](Capture& capture) { return capture.key(name); });
    auto& frame = top();
    frame.current = nullptr;
    if (frame.inside == Inside::map) {
        frame.key = name;
        if (frame.member->type == Type::pairs)
            return problem(problem_of(name, id_text)); // there may be many: whoever takes them looks for doubles
        auto const& list = *frame.member->list;
        auto const& key = frame.member->element->nested->members.front();
        for (std::size_t at = 0; at < list.size(frame.place); ++at) {
            if (*static_cast<std::string const*>(key.at(list.at(frame.place, at))) == name)
                return fail("stands here twice");
        }
        return problem(problem_of(name, id_text));
    }

    // Usually the members come in the order of the table.
    auto const members = frame.schema->members;
    auto const wanted = [&](Member const& member) {
        return member.name == name && !member.name.empty() && member.forms.has(options_.form);
    };
    auto at = frame.next;
    while (at < members.size() && !wanted(members[at]))
        ++at;
    if (at == members.size()) {
        at = 0;
        while (at < frame.next && !wanted(members[at]))
            ++at;
        if (at == frame.next)
            at = members.size();
    }
    auto const flat = depth_ == 1 && fields_ != nullptr;
    if (at < members.size() && !(flat && &members[at] == fields_)) {
        frame.current = &members[at];
        frame.current_object = frame.place;
        frame.next = at + 1;
        if ((frame.seen & bit(at)) != 0) {
            auto const given = depth_ == 1 && (options_.given & bit(at)) != 0;
            auto const go_on = fail(given ? "stands in the path already" : "stands here twice");
            frame.current = nullptr;
            frame.key = name;
            return go_on;
        }
        frame.seen |= bit(at);
        return true;
    }
    if (flat) {
        auto const fields = fields_->nested->members;
        for (std::size_t field = 0; field < fields.size(); ++field) {
            if (fields[field].name != name)
                continue;
            frame.current = &fields[field];
            frame.current_object = const_cast<void*>(fields_->at(frame.place)); // ours to fill
            if ((frame.seen_fields & bit(field)) != 0)
                return fail("stands here twice");
            frame.seen_fields |= bit(field);
            return true;
        }
    }
    frame.key = name;
    if (depth_ == 1 && options_.discarded && options_.discarded->name == name) {
        if ((frame.seen & bit(63)) != 0)
            return fail("stands here twice");
        frame.seen |= bit(63);
        frame.current = options_.discarded;
        frame.current_object = nullptr;
        return true;
    }
    return options_.unknown_members || fail("is not known here");
}

bool Decoder::end_of_object(Frame& frame)
{
    auto const check = [&](std::span<Member const> members, std::uint64_t seen) {
        for (std::size_t at = 0; at < members.size(); ++at) {
            auto const& member = members[at];
            if (!member.required || (seen & bit(at)) != 0 || !member.forms.has(options_.form) ||
                (depth_ == 1 && &member == fields_))
                continue;
            problems_.push_back({path(member.name), "is missing"});
            if (problems_.size() >= options_.most_problems)
                return false;
        }
        return true;
    };
    if (!check(frame.schema->members, frame.seen))
        return false;
    return depth_ > 1 || !fields_ || check(fields_->nested->members, frame.seen_fields);
}

bool Decoder::end()
{
    if (skipped_ > 0) {
        --skipped_;
        return true;
    }
    if (capture_)
        return kept([](Capture& capture) { return capture.end(); });
    auto& frame = top();
    if (frame.inside == Inside::object && !end_of_object(frame))
        return false;
    --depth_;
    if (depth_ > 0 && top().inside == Inside::list && frame.inside == Inside::object) {
        if (auto const finish = top().member->list->finish)
            finish(top().place);
    }
    return true;
}

} // namespace castellan::wire
