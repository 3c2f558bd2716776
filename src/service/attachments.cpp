#include "service/attachments.hpp"

#include "model/form.hpp"
#include "service/hex.hpp"
#include "service/image.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace castellan {

namespace {

constexpr Instant sweeps_every_ms = Instant{60} * 60 * 1000;

std::string id_of(std::string_view content)
{
    auto digest = std::array<char, crypto_generichash_BYTES>{};
    crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                       reinterpret_cast<unsigned char const*>(content.data()), content.size(), nullptr, 0);
    return hex({digest.data(), digest.size()});
}

} // namespace

std::vector<std::string_view> pictures_in(std::string_view values)
{
    auto found = std::vector<std::string_view>{};
    for (auto at = values.find('"'); at != values.npos; at = values.find('"', at + 1)) {
        auto const end = at + 1 + picture_id_length;
        if (auto const id = values.substr(at + 1, picture_id_length); is_picture_id(id) && end < values.size() && values[end] == '"')
            found.push_back(id);
    }
    return found;
}

void Attachments::load(std::vector<std::string> ids)
{
    kept_ = {std::make_move_iterator(ids.begin()), std::make_move_iterator(ids.end())};
    waiting_.clear();
    is_to_be_swept_ = true;
    next_sweep_ = 0;
}

std::expected<std::string, std::string_view> Attachments::take(std::string_view sender, std::string_view content, Instant now)
{
    auto const image = image_in(content);
    if (!image)
        return std::unexpected("This is no picture that can be kept: send a JPEG or a PNG.");
    if (image->width > side_most || image->height > side_most)
        return std::unexpected("The picture is too large: 4,096 pixels a side at most.");
    auto const is_his = [&](auto const& entry) { return entry.second.sender == sender && entry.second.until > now; };
    if (static_cast<std::size_t>(std::ranges::count_if(waiting_, is_his)) >= waiting_most)
        return std::unexpected("Too many of your pictures are in no record yet. Submit those first.");
    auto id = id_of(content);
    if (kept_.insert(id).second)
        writes_.push_back({id, std::string{content}});
    waiting_.emplace(id, Waiting{std::string{sender}, now + waits_ms});
    return id;
}

bool Attachments::waits_for(std::string_view person, std::string_view id, Instant now) const
{
    auto const [first, last] = waiting_.equal_range(id);
    return std::any_of(first, last, [&](auto const& entry) { return entry.second.sender == person && entry.second.until > now; });
}

std::optional<wire::WireError> Attachments::foreign_picture(World const& world, UserId actor, Change const& change, Instant now) const
{
    auto values = std::string_view{};
    auto present = std::string_view{};
    if (auto const* submit = std::get_if<SubmitRecord>(&change)) {
        values = submit->values;
    } else if (auto const* edit = std::get_if<EditRecord>(&change)) {
        values = edit->values;
        present = world.records[edit->record].values;
    }
    auto const there = pictures_in(present);
    for (auto const id : pictures_in(values)) {
        if (!std::ranges::contains(there, id) && !waits_for(world.users[actor].id, id, now))
            return wire::WireError{"values", "name a picture that you have not sent; it may have waited too long"};
    }
    return std::nullopt;
}

void Attachments::note(std::string_view person, Change const& change)
{
    switch (kind_of(change)) {
    case Kind::record_submit: {
        // It is in a record now, and waits no longer for one.
        for (auto const id : pictures_in(std::get<SubmitRecord>(change).values)) {
            auto const [first, last] = waiting_.equal_range(id);
            auto const his = std::find_if(first, last, [&](auto const& entry) { return entry.second.sender == person; });
            if (his != last)
                waiting_.erase(his);
        }
        break;
    }
    case Kind::record_edit:
    case Kind::record_delete:
    case Kind::record_clear:
    case Kind::module_delete:
    case Kind::account_delete: is_to_be_swept_ = true; break;
    default: break;
    }
}

void Attachments::sweep(World const& world, Instant now)
{
    if (kept_.empty() || (!is_to_be_swept_ && now < next_sweep_))
        return;
    is_to_be_swept_ = false;
    next_sweep_ = now + sweeps_every_ms;
    std::erase_if(waiting_, [now](auto const& entry) { return entry.second.until <= now; });
    auto named = std::set<std::string_view>{};
    for (auto const record : world.records.handles()) {
        for (auto const id : pictures_in(world.records[record].values))
            named.insert(id);
    }
    std::erase_if(kept_, [&](std::string const& id) {
        auto const is_to_go = !named.contains(id) && !waiting_.contains(id);
        if (is_to_go)
            writes_.push_back({id, std::nullopt});
        return is_to_go;
    });
}

} // namespace castellan
