// Painting and keys of one card. State is never told by colour alone: a lit card has a check mark, a failed one a cross
// and its reason, a card nothing stands behind a dashed edge.
#include "ui/widgets/picture_card.h"

#include "ui/theme/style.h"
#include "ui/widgets/wrapped_text.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>

#include <algorithm>

namespace gw::ui {

using engine::Card;
using State = CardContent::State;

namespace {

constexpr int ringMargin = spacing::xs; // agrees with picture_layout.cpp
constexpr int padding = spacing::l;
constexpr int tightCaption = 130;
constexpr int tileSize = 28;
constexpr int glyphSize = 16;
constexpr int lineHeight = 17;
constexpr int leastLines = 2; // so that cards do not jump as facts come and go
constexpr int mostLines = 4;
constexpr int reasonRows = 3;
constexpr int linkHeight = 24;

QString iconName(Card card)
{
    switch (card) {
    case Card::Client:
        return QStringLiteral("user");
    case Card::MethodRequest:
        return QStringLiteral("arrow-right");
    case Card::IntegrationRequest:
        return QStringLiteral("send");
    case Card::Integration:
        return QStringLiteral("server");
    case Card::IntegrationResponse:
        return QStringLiteral("arrow-left");
    case Card::MethodResponse:
        return QStringLiteral("check");
    }
    return {};
}

void paintMark(QPainter& painter, const QRectF& box, bool failed)
{
    QPainterPath mark;
    if (failed) {
        mark.moveTo(box.topLeft() + QPointF(1, 1));
        mark.lineTo(box.bottomRight() - QPointF(1, 1));
        mark.moveTo(box.topRight() + QPointF(-1, 1));
        mark.lineTo(box.bottomLeft() + QPointF(1, -1));
    } else {
        mark.moveTo(box.left(), box.center().y());
        mark.lineTo(box.left() + box.width() * 0.4, box.bottom() - 1);
        mark.lineTo(box.right(), box.top() + 1);
    }
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(mark);
}

// A tall card has room for the whole reason.
int rowsOfReason(bool isTall)
{
    return isTall ? 2 * reasonRows : reasonRows;
}

} // namespace

struct PictureCard::Look
{
    Color stroke = Color::Stroke;
    Color fill = Color::Surface;
    Color tile = Color::AccentMuted;
    Color tint = Color::Accent;
    Color headline = Color::Text;
    double strokeWidth = 1;
    bool isDashed = false;
};

PictureCard::PictureCard(engine::Card card, const Theme& theme, QWidget* parent)
    : QAbstractButton(parent), m_card(card), m_theme(theme), m_link(new QPushButton(tr("Go to setting"), this))
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setObjectName(QString::fromUtf8(engine::cardName(card)));
    setButtonRole(m_link, ButtonRole::Flat);
    m_link->setIcon(theme.icon(QStringLiteral("settings"), Color::Danger));
    connect(&theme, &Theme::changed, m_link, [this] {
        m_link->setIcon(m_theme.icon(QStringLiteral("settings"), Color::Danger));
        m_link->setFont(m_theme.text(fontSize::secondary, true));
    });
    m_link->setFont(theme.text(fontSize::secondary, true));
    m_link->setCursor(Qt::PointingHandCursor);
    m_link->hide();
    connect(m_link, &QPushButton::clicked, this, &PictureCard::goToSettingRequested);
    describe();
}

void PictureCard::setContent(const CardContent& content)
{
    m_content = content;
    const bool failed = content.state == State::Failed;
    m_link->setVisible(failed && content.canGoToSetting);
    m_link->setAccessibleName(tr("Go to the setting of %1").arg(title()));
    placeLink();
    describe();
    update();
}

QString PictureCard::title() const
{
    return m_content.title.isEmpty() ? QString::fromUtf8(engine::cardName(m_card)) : m_content.title;
}

void PictureCard::setTall(bool tall)
{
    m_isTall = tall;
    placeLink();
    update();
}

// What a screen reader says: the card's name and headline; facts, time and reason as its description.
void PictureCard::describe()
{
    QStringList parts{title()};
    if (!m_content.headline.isEmpty())
        parts << m_content.headline;
    if (m_content.state == State::Skipped)
        parts << tr("skipped");
    if (m_content.state == State::Failed)
        parts << tr("failed");
    setAccessibleName(parts.join(QStringLiteral(", ")));
    QStringList details = m_content.lines;
    if (!m_content.time.isEmpty())
        details << m_content.time;
    if (!m_content.reason.isEmpty())
        details << m_content.reason;
    setAccessibleDescription(details.join(QStringLiteral("; ")));
    setToolTip(details.join(QLatin1Char('\n')));
}

int PictureCard::wantedHeight(int width) const
{
    const int headline = QFontMetrics(m_theme.text(fontSize::body, true)).height();
    int height = 2 * ringMargin + 2 * padding + tileSize + spacing::s + headline + spacing::xs;
    if (m_content.state == State::Failed) {
        const int inner = width - 2 * ringMargin - 2 * padding;
        const auto rows =
            wrapText(m_content.reason, m_theme.text(fontSize::secondary), std::max(inner, 40), reasonRows);
        height += static_cast<int>(rows.size()) * lineHeight + (m_content.canGoToSetting ? linkHeight : 0);
    } else {
        height += lineHeight * std::clamp(static_cast<int>(m_content.lines.size()), leastLines, mostLines);
    }
    return height;
}

PictureCard::Look PictureCard::look() const
{
    Look look;
    switch (m_content.state) {
    case State::Designed:
        break;
    case State::Empty:
    case State::Skipped:
        look = {Color::Stroke, Color::Background, Color::NeutralMuted, Color::Neutral, Color::TextMuted, 1, true};
        break;
    case State::Lit:
        look = {Color::Success, Color::Surface, Color::SuccessMuted, Color::Success, Color::Text, 1};
        break;
    case State::Failed:
        look = {Color::Danger, Color::Surface, Color::DangerMuted, Color::Danger, Color::Danger, 1.5};
        break;
    }
    if (underMouse() && isEnabled()) {
        look.fill = Color::BackgroundSubtle;
        if (m_content.state == State::Designed)
            look.stroke = Color::StrokeStrong;
    }
    if (isChecked()) {
        const bool isLit = m_content.state == State::Lit;
        const bool hasFailed = m_content.state == State::Failed;
        look.fill = hasFailed ? Color::DangerMuted : isLit ? Color::SuccessMuted : Color::AccentMuted;
        look.tile = Color::Surface;
        look.strokeWidth = 2;
        look.isDashed = false;
        if (!hasFailed && !isLit)
            look.stroke = Color::Accent;
    }
    return look;
}

QRect PictureCard::frame() const
{
    return rect().adjusted(ringMargin, ringMargin, -ringMargin, -ringMargin);
}

void PictureCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Look look = this->look();
    paintFrame(painter, look);

    const QRect inner = frame().adjusted(padding, padding, -padding, -padding);
    int y = paintCaption(painter, look, inner) + spacing::s;

    const QFont headlineFont = m_theme.text(fontSize::body, true);
    const QFontMetrics metrics(headlineFont);
    painter.setFont(headlineFont);
    painter.setPen(m_theme.color(look.headline));
    const QRect headline(inner.left(), y, inner.width(), metrics.height());
    painter.drawText(headline, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(m_content.headline, Qt::ElideMiddle, headline.width()));
    y += metrics.height() + spacing::xs;
    paintLines(painter, QRect(QPoint(inner.left(), y), inner.bottomRight()));
}

void PictureCard::paintFrame(QPainter& painter, const Look& look) const
{
    const double inset = look.strokeWidth / 2;
    QPen pen(m_theme.color(look.stroke), look.strokeWidth);
    if (look.isDashed)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(m_theme.color(look.fill));
    painter.drawRoundedRect(QRectF(frame()).adjusted(inset, inset, -inset, -inset), cornerRadius, cornerRadius);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(Color::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius + 3, cornerRadius + 3);
    }
}

// Icon tile, the card's name in one or two rows, the time at the right. Gives the y below.
void PictureCard::paintTile(QPainter& painter, const Look& look, const QRect& tile) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(look.tile));
    painter.drawRoundedRect(tile, cornerRadius, cornerRadius);
    const int margin = (tileSize - glyphSize) / 2;
    m_theme.icon(iconName(m_card), look.tint).paint(&painter, tile.adjusted(margin, margin, -margin, -margin));
}

int PictureCard::paintCaption(QPainter& painter, const Look& look, const QRect& area) const
{
    const int pill = paintPill(painter, look, QRect(area.left(), area.top(), area.width(), tileSize));
    const QFont font = m_theme.text(fontSize::caption, true);
    // A narrow card has no room for the icon beside the longest word of the names.
    const int word = QFontMetrics(font).horizontalAdvance(QStringLiteral("Integration"));
    const bool hasTile = area.width() - pill - tileSize - spacing::m >= word;
    if (hasTile)
        paintTile(painter, look, QRect(area.left(), area.top(), tileSize, tileSize));
    const int left = area.left() + (hasTile ? tileSize + spacing::m : 0);
    const int width = std::max(20, area.right() + 1 - left - pill);
    painter.setFont(font);
    painter.setPen(m_theme.color(Color::TextMuted));
    const QStringList rows = wrapText(title(), font, width, 2);
    const int rowHeight = tileSize / 2;
    int y = area.top() + (tileSize - rowHeight * static_cast<int>(rows.size())) / 2;
    for (const QString& row : rows) {
        painter.drawText(QRect(left, y, width, rowHeight), Qt::AlignLeft | Qt::AlignVCenter, row);
        y += rowHeight;
    }
    return area.top() + tileSize;
}

// The time of the step (or "Skipped") with a mark. Gives the width taken.
int PictureCard::paintPill(QPainter& painter, const Look& look, const QRect& row) const
{
    const State state = m_content.state;
    // Where it is tight the time alone says that a step ran; a failure keeps its mark.
    const bool isTight = row.width() < tightCaption && !m_content.time.isEmpty();
    const bool hasMark = state == State::Failed || (state == State::Lit && !isTight);
    const QString text = state == State::Skipped && m_content.time.isEmpty() ? tr("Skipped") : m_content.time;
    if (text.isEmpty() && !hasMark)
        return 0;
    QFont font = m_theme.text(fontSize::caption);
    const int textWidth = text.isEmpty() ? 0 : QFontMetrics(font).horizontalAdvance(text);
    const int markWidth = hasMark ? 8 : 0;
    const int between = hasMark && textWidth > 0 ? spacing::xs : 0;
    const int width = textWidth + markWidth + between + 2 * spacing::s;
    constexpr int height = 18;
    const QRectF pill(row.right() + 1 - width, row.top() + (row.height() - height) / 2.0, width, height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(look.tile));
    painter.drawRoundedRect(pill, height / 2.0, height / 2.0);
    const Color ink = hasMark || state == State::Lit ? look.tint : Color::TextMuted;
    if (hasMark) {
        painter.setPen(QPen(m_theme.color(ink), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        paintMark(painter, QRectF(pill.left() + spacing::s, pill.center().y() - 4, 8, 8), state == State::Failed);
    }
    painter.setFont(font);
    painter.setPen(m_theme.color(ink));
    painter.drawText(pill.adjusted(spacing::s + markWidth + between, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
    return width + spacing::xs;
}

void PictureCard::paintLines(QPainter& painter, const QRect& area) const
{
    const QFont font = m_theme.text(fontSize::secondary);
    painter.setFont(font);
    const bool failed = m_content.state == State::Failed;
    painter.setPen(m_theme.color(failed ? Color::Text : Color::TextMuted));
    const QStringList facts = failed ? QStringList{m_content.reason} : m_content.lines;
    int y = area.top();
    for (const QString& fact : facts.mid(0, mostLines)) {
        const int room = (area.bottom() + 1 - y) / lineHeight;
        const int rows = failed ? std::min(room, rowsOfReason(m_isTall)) : m_isTall ? std::min(room, 3) : 1;
        if (rows < 1)
            return;
        for (const QString& row : wrapText(fact, font, area.width(), rows)) {
            painter.drawText(QRect(area.left(), y, area.width(), lineHeight), Qt::AlignLeft | Qt::AlignVCenter, row);
            y += lineHeight;
        }
    }
}

void PictureCard::placeLink()
{
    const QRect inner = frame().adjusted(padding, padding, -padding, -padding);
    const int width = std::min(m_link->sizeHint().width(), inner.width());
    const auto rows = wrapText(m_content.reason, m_theme.text(fontSize::secondary), std::max(inner.width(), 40),
                               rowsOfReason(m_isTall));
    const int headline = QFontMetrics(m_theme.text(fontSize::body, true)).height();
    const int top = inner.top() + tileSize + spacing::s + headline + spacing::xs;
    const int y = top + static_cast<int>(rows.size()) * lineHeight + spacing::xxs;
    m_link->setGeometry(inner.left() - spacing::xs, y, width, linkHeight);
}

void PictureCard::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        emit arrowPressed(event->key());
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void PictureCard::resizeEvent(QResizeEvent* event)
{
    QAbstractButton::resizeEvent(event);
    placeLink();
}

void PictureCard::enterEvent(QEnterEvent* event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void PictureCard::leaveEvent(QEvent* event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void PictureCard::changeEvent(QEvent* event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        placeLink();
}

} // namespace gw::ui
