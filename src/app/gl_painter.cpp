// Draws with WebGL 2. Dear ImGui's own backend saves and restores all of GL's state around each frame, and every such
// question waits for the GPU process in a browser; nobody else draws here, so that the state can simply be ours.
#include "app/painter.hpp"
#include "app/window.hpp"

#include <GLES3/gl3.h>
#include <imgui.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace castellan::app
{

namespace
{

constexpr char const* vertex_shader = R"(#version 300 es
precision highp float;
uniform vec2 scale;
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 place;
layout(location = 2) in vec4 color;
out vec2 fragment_place;
out vec4 fragment_color;
void main()
{
    fragment_place = place;
    fragment_color = color;
    gl_Position = vec4(position * scale + vec2(-1.0, 1.0), 0.0, 1.0);
}
)";

// The atlas has coverage only, so one byte a texel is enough; pages have colours of their own.
constexpr char const* fragment_shader = R"(#version 300 es
precision mediump float;
uniform sampler2D atlas;
uniform bool colored;
in vec2 fragment_place;
in vec4 fragment_color;
out vec4 pixel;
void main()
{
    vec4 texel = texture(atlas, fragment_place);
    pixel = colored ? fragment_color * texel : vec4(fragment_color.rgb, fragment_color.a * texel.r);
}
)";

GLuint compiled(GLenum kind, char const* source)
{
    auto const shader = glCreateShader(kind);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    return shader;
}

void const* offset(std::size_t bytes)
{
    return reinterpret_cast<void const*>(bytes); // GL takes offsets as pointers.
}

class GlPainter final : public Painter
{
public:
    explicit GlPainter(std::unique_ptr<Window> window) : window_(std::move(window)) { restored(); }

    void resize(int width, int height) override
    {
        width_ = width;
        height_ = height;
    }

    void lost() override { there_ = false; }

    void restored() override
    {
        // What belonged to the lost context went with it.
        there_ = true;
        fonts_ = 0;
        vertex_room_ = index_room_ = 0;

        auto const program = glCreateProgram();
        glAttachShader(program, compiled(GL_VERTEX_SHADER, vertex_shader));
        glAttachShader(program, compiled(GL_FRAGMENT_SHADER, fragment_shader));
        glLinkProgram(program);
        glUseProgram(program);
        scale_ = glGetUniformLocation(program, "scale");

        GLuint array = 0;
        glGenVertexArrays(1, &array);
        glBindVertexArray(array);
        std::array<GLuint, 2> buffers = {};
        glGenBuffers(2, buffers.data());
        glBindBuffer(GL_ARRAY_BUFFER, buffers[0]);
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, buffers[1]);
        glEnableVertexAttribArray(0);
        glEnableVertexAttribArray(1);
        glEnableVertexAttribArray(2);

        colored_ = glGetUniformLocation(program, "colored");
        textures_.assign(1, Texture{.name = new_texture()});
        bound_ = {};

        glEnable(GL_BLEND);
        glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    }

    void paint(ImDrawData const& frame, unsigned fonts, Pages pages) override
    {
        if (!there_ || width_ <= 0 || height_ <= 0 || frame.DisplaySize.x <= 0 || frame.DisplaySize.y <= 0)
            return;
        bind(0);
        if (fonts_ != fonts)
            upload_fonts(fonts);
        upload_pages(pages);
        bind(0);
        glDisable(GL_SCISSOR_TEST);
        glViewport(0, 0, width_, height_);
        glClearColor(0, 0, 0, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        glEnable(GL_SCISSOR_TEST);
        glUniform2f(scale_, 2 / frame.DisplaySize.x, -2 / frame.DisplaySize.y);
        upload_geometry(frame);
        std::size_t vertices = 0;
        std::size_t indices = 0;
        for (auto const* const list : frame.CmdLists) {
            point_at(vertices);
            for (auto const& command : list->CmdBuffer) {
                bind(reinterpret_cast<std::uintptr_t>(command.GetTexID()));
                draw(command, frame, indices);
            }
            vertices += static_cast<std::size_t>(list->VtxBuffer.size_in_bytes());
            indices += static_cast<std::size_t>(list->IdxBuffer.size_in_bytes());
        }
    }

private:
    struct Texture
    {
        GLuint name = 0;
        std::uint32_t revision = 0; ///< Of the page that is on the GPU.
    };

    static GLuint new_texture()
    {
        GLuint name = 0;
        glGenTextures(1, &name);
        glBindTexture(GL_TEXTURE_2D, name);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
        return name;
    }

    /// 0: the atlas of the fonts; a page otherwise.
    void bind(std::size_t texture)
    {
        if (bound_ == texture)
            return;
        bound_ = texture;
        glBindTexture(GL_TEXTURE_2D, textures_[texture].name);
        glUniform1i(colored_, texture > 0 ? 1 : 0);
    }

    void upload_pages(Pages pages)
    {
        for (std::size_t at = 0; at < pages.size(); ++at) {
            if (textures_.size() == at + 1) {
                textures_.push_back({.name = new_texture()});
                bound_ = {};
            }
            auto& texture = textures_[at + 1];
            if (texture.revision == pages[at].revision)
                continue;
            bind(at + 1);
            glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, ui::Inscriptions::page_width, ui::Inscriptions::page_height, 0,
                         GL_RGBA, GL_UNSIGNED_BYTE, pages[at].pixels.data());
            texture.revision = pages[at].revision;
        }
    }

    void upload_fonts(unsigned fonts)
    {
        unsigned char* coverage = nullptr;
        int width = 0;
        int height = 0;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&coverage, &width, &height);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, coverage);
        fonts_ = fonts;
    }

    /// One buffer each for all lists: uploads are calls to another process.
    void upload_geometry(ImDrawData const& frame)
    {
        auto const vertex_bytes =
            static_cast<GLsizeiptr>(frame.TotalVtxCount) * static_cast<GLsizeiptr>(sizeof(ImDrawVert));
        auto const index_bytes =
            static_cast<GLsizeiptr>(frame.TotalIdxCount) * static_cast<GLsizeiptr>(sizeof(ImDrawIdx));
        make_room(GL_ARRAY_BUFFER, vertex_room_, vertex_bytes);
        make_room(GL_ELEMENT_ARRAY_BUFFER, index_room_, index_bytes);
        GLintptr vertices = 0;
        GLintptr indices = 0;
        for (auto const* const list : frame.CmdLists) {
            glBufferSubData(GL_ARRAY_BUFFER, vertices, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data);
            glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, indices, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data);
            vertices += list->VtxBuffer.size_in_bytes();
            indices += list->IdxBuffer.size_in_bytes();
        }
    }

    static void make_room(GLenum target, GLsizeiptr& room, GLsizeiptr bytes)
    {
        // Always anew: writing into a buffer that the last frame is still drawn from would wait for it.
        if (room < bytes)
            room = bytes + bytes / 2;
        glBufferData(target, room, nullptr, GL_STREAM_DRAW);
    }

    /// Where the attributes of the following draws begin. WebGL has no base vertex.
    static void point_at(std::size_t start)
    {
        constexpr GLsizei stride = sizeof(ImDrawVert);
        glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, stride, offset(start + offsetof(ImDrawVert, pos)));
        glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, stride, offset(start + offsetof(ImDrawVert, uv)));
        glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, offset(start + offsetof(ImDrawVert, col)));
    }

    void draw(ImDrawCmd const& command, ImDrawData const& frame, std::size_t indices) const
    {
        auto const x_scale = static_cast<float>(width_) / frame.DisplaySize.x;
        auto const y_scale = static_cast<float>(height_) / frame.DisplaySize.y;
        auto const left = static_cast<GLint>(command.ClipRect.x * x_scale);
        auto const top = static_cast<GLint>(command.ClipRect.y * y_scale);
        auto const right = static_cast<GLint>(command.ClipRect.z * x_scale);
        auto const bottom = static_cast<GLint>(command.ClipRect.w * y_scale);
        if (right <= left || bottom <= top || command.ElemCount == 0)
            return;
        glScissor(left, height_ - bottom, right - left, bottom - top);
        constexpr auto type = sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT;
        glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), type,
                       offset(indices + command.IdxOffset * sizeof(ImDrawIdx)));
    }

    std::unique_ptr<Window> window_;
    int width_ = 0;
    int height_ = 0;
    bool there_ = false;
    unsigned fonts_ = 0; ///< The generation of the atlas that is on the GPU; 0: none.
    GLint scale_ = -1;
    GLint colored_ = -1;
    std::vector<Texture> textures_; ///< The atlas, then the pages.
    std::optional<std::size_t> bound_;
    GLsizeiptr vertex_room_ = 0;
    GLsizeiptr index_room_ = 0;
};

} // namespace

std::unique_ptr<Painter> make_gl_painter()
{
    auto window = Window::open();
    if (!window)
        return nullptr;
    return std::make_unique<GlPainter>(std::move(window));
}

} // namespace castellan::app
