// The choices are radio buttons that paint themselves as tiles, so keys and screen readers know what they are.
#include "ui/design/kind_picker.h"

#include "ui/widgets/wrapped_text.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QPainter>
#include <QRadioButton>

namespace gw::ui {

namespace {

constexpr int glyph = 18;
constexpr int columns = 3;
constexpr int sentenceRows = 3;
constexpr int tileHeight = 90;

class Tile final : public QRadioButton
{
public:
    Tile(const Theme& theme, const KindPicker::Kind& kind) : QRadioButton(kind.name), m_theme(theme), m_kind(kind)
    {
        setAccessibleName(kind.name);
        setAccessibleDescription(kind.sentence);
        setFixedHeight(tileHeight);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
    }

    QSize sizeHint() const override { return {200, tileHeight}; }
    QSize minimumSizeHint() const override { return {150, tileHeight}; }

protected:
    bool hitButton(const QPoint& position) const override { return rect().contains(position); }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const double stroke = isChecked() ? 2 : 1;
        const Color edge = isChecked() ? Color::Accent : underMouse() ? Color::StrokeStrong : Color::Stroke;
        painter.setPen(QPen(m_theme.color(edge), stroke));
        painter.setBrush(m_theme.color(isChecked()    ? Color::AccentMuted
                                       : underMouse() ? Color::BackgroundSubtle
                                                      : Color::Surface));
        const double inset = 2 + stroke / 2;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), cornerRadius, cornerRadius);
        if (hasFocus()) {
            painter.setPen(QPen(m_theme.color(Color::Accent), 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius + 1, cornerRadius + 1);
        }
        paintContent(painter, rect().adjusted(spacing::l + 2, spacing::m + 2, -spacing::l, -spacing::m));
    }

private:
    void paintContent(QPainter& painter, const QRect& area) const
    {
        const Color tint = isChecked() ? Color::Accent : Color::TextMuted;
        m_theme.icon(m_kind.icon, tint).paint(&painter, QRect(area.left(), area.top() + 1, glyph, glyph));
        QRect row(area.left() + glyph + spacing::m, area.top(), 0, glyph);
        row.setRight(area.right());
        painter.setPen(m_theme.color(Color::Text));
        painter.setFont(m_theme.text(fontSize::body, true));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, m_kind.name);
        const QFont font = m_theme.text(fontSize::secondary);
        painter.setFont(font);
        painter.setPen(m_theme.color(Color::TextMuted));
        const int lineHeight = QFontMetrics(font).height() + 1;
        row.translate(0, glyph);
        row.setHeight(lineHeight);
        for (const QString& line : wrapText(m_kind.sentence, font, row.width(), sentenceRows)) {
            painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, line);
            row.translate(0, lineHeight);
        }
    }

    const Theme& m_theme;
    KindPicker::Kind m_kind;
};

} // namespace

KindPicker::KindPicker(const Theme& theme, std::vector<Kind> kinds, QWidget* parent)
    : QWidget(parent), m_kinds(std::move(kinds)), m_group(new QButtonGroup(this))
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing::s);
    for (int i = 0; i < static_cast<int>(m_kinds.size()); ++i) {
        auto* tile = new Tile(theme, m_kinds[static_cast<std::size_t>(i)]);
        m_group->addButton(tile, i);
        grid->addWidget(tile, i / columns, i % columns);
    }
    connect(m_group, &QButtonGroup::idClicked, this,
            [this](int id) { emit picked(m_kinds[static_cast<std::size_t>(id)].key); });
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void KindPicker::setCurrent(const QString& key)
{
    for (int i = 0; i < static_cast<int>(m_kinds.size()); ++i) {
        const bool isCurrent = m_kinds[static_cast<std::size_t>(i)].key == key;
        if (isCurrent)
            m_group->button(i)->setChecked(true);
        m_group->button(i)->setFocusPolicy(isCurrent ? Qt::StrongFocus : Qt::ClickFocus); // Tab comes to the choice
    }
}

} // namespace gw::ui
