// Painting of the graph's cards and groups. State is never told by colour alone: entered states have a check mark,
// failed ones a cross and their error, caught ones a warning, running ones a filled dot; what was not entered is
// dashed.
#include "ui/models/quantity_text.h"
#include "ui/states/state_graph_impl.h"
#include "ui/states/state_look.h"

#include <QFontMetricsF>
#include <QIcon>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace gw::ui {

using Status = StateEntry::Status;

namespace {

constexpr double glyph = 16;

struct Look
{
    Color stroke = Color::Stroke;
    Color fill = Color::Surface;
    Color tile = Color::AccentMuted;
    Color tint = Color::Accent;
    Color text = Color::Text;
    double width = 1;
    bool isDashed = false;
};

Look lookOf(const StateLight* light, bool isExecution)
{
    if (!isExecution)
        return {};
    if (!light)
        return {Color::StrokeStrong, Color::Background, Color::NeutralMuted, Color::Neutral, Color::TextMuted, 1, true};
    switch (light->status) {
    case Status::Running:
        return {Color::Accent, Color::Surface, Color::AccentMuted, Color::Accent, Color::Text, 2, false};
    case Status::Succeeded:
        return {Color::Success, Color::Surface, Color::SuccessMuted, Color::Success, Color::Text, 1.5, false};
    case Status::Caught:
        return {Color::Alert, Color::Surface, Color::AlertMuted, Color::Alert, Color::Text, 1.5, false};
    case Status::Failed:
        return {Color::Danger, Color::DangerMuted, Color::Surface, Color::Danger, Color::Danger, 2, false};
    case Status::Aborted:
        break;
    }
    return {Color::Neutral, Color::Surface, Color::NeutralMuted, Color::Neutral, Color::TextMuted, 1.5, false};
}

QString statusIcon(Status status)
{
    switch (status) {
    case Status::Running:
        return QStringLiteral("play");
    case Status::Succeeded:
        return QStringLiteral("success");
    case Status::Caught:
        return QStringLiteral("warning");
    case Status::Failed:
        return QStringLiteral("error");
    case Status::Aborted:
        break;
    }
    return QStringLiteral("stop");
}

// Below the name: how long it took, or the error that ended it.
QString lightWords(const StateLight& light)
{
    if (!light.error.empty() && light.status != Status::Succeeded)
        return utf8(light.error);
    return light.status == Status::Running ? StateGraph::tr("running") : secondsText(light.seconds);
}

void paintIcon(QPainter& painter, const QIcon& icon, const QRectF& area)
{
    // Through a pixmap of the device's own resolution: sharp at every zoom.
    const double scale = painter.deviceTransform().m11();
    const QPixmap pixmap = icon.pixmap(QSize(qRound(area.width() * scale), qRound(area.height() * scale)), 1.0);
    painter.drawPixmap(area, pixmap, QRectF(pixmap.rect()));
}

} // namespace

const StateLight* StateGraph::Impl::lightOf(int index) const
{
    if (!lights || !node(index).state)
        return nullptr;
    const auto found = lights->states.find(node(index).state->name);
    return found == lights->states.end() ? nullptr : &found->second;
}

void StateGraph::Impl::paintMark(QPainter& painter, const asl::GraphNode& mark)
{
    const QRectF area = rectOf(mark.rect);
    const bool isStart = mark.kind == asl::GraphNode::Kind::Start;
    bool isLit = false;
    for (const asl::GraphEdge& line : picture.edges)
        if ((isStart && &node(line.from) == &mark) || (!isStart && &node(line.to) == &mark))
            isLit = isLit || wasTaken(line);
    painter.setPen(QPen(theme.color(isLit ? Color::Success : Color::StrokeStrong), isLit ? 1.5 : 1));
    painter.setBrush(theme.color(Color::Surface));
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), area.height() / 2, area.height() / 2);
    painter.setFont(theme.text(fontSize::caption));
    painter.setPen(theme.color(Color::TextMuted));
    painter.drawText(area, Qt::AlignCenter, isStart ? StateGraph::tr("Start") : StateGraph::tr("End"));
}

// From the right: problem, status, retries, how often.
void StateGraph::Impl::paintBadges(QPainter& painter, int index, const QRectF& area, double& right)
{
    const asl::State& state = *node(index).state;
    const StateLight* light = lightOf(index);
    const auto icon = [&](const QString& name, Color color) {
        const QRectF place(right - glyph, area.center().y() - glyph / 2, glyph, glyph);
        paintIcon(painter, theme.icon(name, color), place);
        right -= glyph + spacing::xs;
    };
    const auto words = [&](const QString& text, Color color) {
        const QFont font = theme.text(fontSize::caption);
        const double width = QFontMetricsF(font).horizontalAdvance(text);
        painter.setFont(font);
        painter.setPen(theme.color(color));
        painter.drawText(QRectF(right - width, area.top(), width + 1, area.height()), Qt::AlignVCenter, text);
        right -= width + spacing::xs;
    };
    if (light) {
        icon(statusIcon(light->status), lookOf(light, true).tint);
        if (light->entries > 1)
            words(QStringLiteral("%1×").arg(light->entries), Color::TextMuted);
        if (light->retries > 0) {
            words(QString::number(light->retries), Color::Alert);
            icon(QStringLiteral("refresh"), Color::Alert);
        }
        return;
    }
    if (const auto problem = problems.find(state.pointer); problem != problems.end() && !lights) {
        const bool isError = problem->second->diagnostic.severity == Severity::Error;
        icon(isError ? QStringLiteral("error") : QStringLiteral("warning"), isError ? Color::Danger : Color::Alert);
    }
    if (state.retriers > 0)
        icon(QStringLiteral("refresh"), Color::TextMuted);
}

void StateGraph::Impl::paintHead(QPainter& painter, int index, const QRectF& area)
{
    const asl::State& state = *node(index).state;
    const StateLight* light = lightOf(index);
    const Look look = lookOf(light, lights.has_value());
    const QRectF tile(area.left() + spacing::m, area.center().y() - tileSize / 2, tileSize, tileSize);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(index == selectedNode && !lights ? Color::Surface : look.tile));
    painter.drawRoundedRect(tile, 4, 4);
    paintIcon(painter, theme.icon(stateIcon(state.type), look.tint),
              QRectF(tile.center() - QPointF(glyph / 2, glyph / 2), QSizeF(glyph, glyph)));
    if (zoom < leastZoomForText)
        return;
    double right = area.right() - spacing::m;
    paintBadges(painter, index, area, right);
    const double left = tile.right() + spacing::m;
    const double width = std::max(0.0, right - left);
    const QFont name = theme.text(fontSize::body, true);
    const QFont small = theme.text(fontSize::caption);
    QString second = utf8(state.summary);
    Color secondColor = Color::TextMuted;
    if (light) {
        second = lightWords(*light);
        secondColor = light->status == Status::Failed ? Color::Danger : Color::TextMuted;
    }
    const QFontMetricsF names(name);
    const QFontMetricsF smalls(small);
    const double height = names.height() + (second.isEmpty() ? 0 : smalls.height());
    const double top = area.center().y() - height / 2;
    painter.setFont(name);
    painter.setPen(theme.color(look.text));
    painter.drawText(QRectF(left, top, width, names.height()), Qt::AlignVCenter,
                     names.elidedText(utf8(state.name), Qt::ElideRight, width));
    painter.setFont(small);
    painter.setPen(theme.color(secondColor));
    painter.drawText(QRectF(left, top + names.height(), width, smalls.height()), Qt::AlignVCenter,
                     smalls.elidedText(second, Qt::ElideRight, width));
}

void StateGraph::Impl::paintCard(QPainter& painter, int index)
{
    const QRectF area = rectOf(node(index).rect);
    Look look = lookOf(lightOf(index), lights.has_value());
    const bool isChosen = index == selectedNode;
    const auto problem = problems.find(node(index).state->pointer);
    if (problem != problems.end() && !lights && problem->second->diagnostic.severity == Severity::Error)
        look.stroke = Color::Danger;
    if (isChosen) {
        look.width = 2;
        look.isDashed = false;
        if (!lights) {
            look.stroke = Color::Accent;
            look.fill = Color::AccentMuted;
        } else if (lightOf(index)) {
            look.width = 3;
        } else {
            look.stroke = Color::Accent;
        }
    } else if (index == hovered) {
        look.fill = look.fill == Color::Surface ? Color::BackgroundSubtle : look.fill;
    }
    if (index == connectTo && connectFrom >= 0) {
        look.stroke = Color::Accent;
        look.width = 2.5;
    }
    QPen pen(theme.color(look.stroke), look.width);
    if (look.isDashed)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(theme.color(look.fill));
    const double inset = look.width / 2;
    painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), cornerRadius, cornerRadius);
    paintHead(painter, index, area);
}

void StateGraph::Impl::paintGroup(QPainter& painter, int index)
{
    const QRectF area = rectOf(node(index).rect);
    Look look = lookOf(lightOf(index), lights.has_value());
    const bool isChosen = index == selectedNode;
    if (isChosen && !(lights && lightOf(index)))
        look.stroke = Color::Accent;
    if (index == connectTo && connectFrom >= 0)
        look.stroke = Color::Accent;
    QPen pen(theme.color(look.stroke), isChosen ? std::max(2.0, look.width) : look.width);
    if (look.isDashed && !isChosen)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(theme.color(Color::Background));
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius, cornerRadius);
    QRectF head = area;
    head.setHeight(headHeight);
    if (isChosen || index == hovered) {
        QPainterPath clip;
        clip.addRoundedRect(area.adjusted(1, 1, -1, -1), cornerRadius, cornerRadius);
        painter.save();
        painter.setClipPath(clip, Qt::IntersectClip);
        painter.fillRect(head, theme.color(isChosen ? Color::AccentMuted : Color::BackgroundSubtle));
        painter.restore();
    }
    painter.setPen(QPen(theme.color(Color::StrokeMuted), 1));
    painter.drawLine(head.bottomLeft() + QPointF(1, 0), head.bottomRight() - QPointF(1, 0));
    double edgeBefore = 0;
    for (const asl::GraphArea& part : picture.areas) {
        if (part.group != index)
            continue;
        if (edgeBefore > 0) { // between branches
            const double x = (edgeBefore + part.rect.x) / 2;
            painter.setPen(QPen(theme.color(Color::Stroke), 1, Qt::DashLine));
            painter.drawLine(QPointF(x, part.rect.y), QPointF(x, area.bottom() - spacing::l));
        }
        edgeBefore = part.rect.right();
    }
    paintHead(painter, index, head);
}

} // namespace gw::ui
