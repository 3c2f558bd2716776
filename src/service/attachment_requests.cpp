// Photos and signatures of records, coming and going. What is served is a picture and says so, whatever is in it: its type is
// that of its first bytes, nobody may guess another (nosniff), and it is offered as a file.
#include "rules/grants.hpp"
#include "rules/sight.hpp"
#include "service/backend.hpp"
#include "service/image.hpp"
#include "wire/writer.hpp"

namespace castellan {

namespace {

constexpr auto hidden = Decision{.hidden = true};

} // namespace

/// POST /api/v1/attachments: by whoever submits or edits records somewhere.
Response Backend::take_attachment(Asked const& asked)
{
    auto const held = permissions_anywhere(world(), asked.user);
    if (!held.has(Permission::records_submit) && !held.has(Permission::records_edit)) {
        auto const& row = row_of(Permission::records_submit);
        return problem(Decision{.effect = Effect::deny, .rule = row.refusal_rule, .reason = row.refusal});
    }
    auto const& sender = world().users[asked.user].id;
    if (auto const wait = attachment_tries_.count_try(sender, asked.now))
        return throttled(*wait);
    auto const kept = attachments_.take(sender, asked.request.body, asked.now);
    if (!kept)
        return problem(Trouble::unfit, kept.error());
    auto body = std::string{};
    auto writer = wire::Writer{body};
    writer.object();
    writer.member("attachment", *kept);
    writer.end();
    return json_answer(std::move(body), 201);
}

/// GET of a picture: of a record, by whoever lists it; of no record yet, by who has sent it.
Response Backend::show_attachment(Asked const& asked)
{
    auto const path = asked.match.path();
    auto const id = path.back().value;
    auto const record = path.size() == 2 ? world().records.find(path.front().value) : RecordId{};
    auto const may = path.size() == 2 ? record && sees(world(), asked.user, record) &&
                                            std::ranges::contains(pictures_in(world().records[record].values), id)
                                      : attachments_.waits_for(world().users[asked.user].id, id, asked.now);
    if (!may)
        return problem(hidden);
    auto content = store_.file(id);
    if (!content)
        return problem(Trouble::not_durable, "The picture can't be read just now.");
    auto const image = *content ? image_in(**content) : std::nullopt;
    if (!image)
        return problem(hidden);
    auto response = Response{.content_type = image->type, .body = std::move(**content)};
    response.file_name = image->type == "image/png" ? "picture.png" : "picture.jpg";
    return response;
}

} // namespace castellan
