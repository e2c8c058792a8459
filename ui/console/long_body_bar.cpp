#include "ui/console/long_body_bar.h"

#include "ui/models/quantity_text.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace gw::ui {

namespace {

constexpr int searchWidth = 180;

} // namespace

LongBodyBar::LongBodyBar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme),
      m_previous(iconButton(theme, QStringLiteral("chevron-left"), tr("Previous part"), this)),
      m_next(iconButton(theme, QStringLiteral("chevron-right"), tr("Next part"), this)), m_number(new QSpinBox(this)),
      m_place(new QLabel(this)), m_search(new QLineEdit(this)), m_note(new QLabel(this)),
      m_stop(iconButton(theme, QStringLiteral("stop"), tr("Stop searching"), this))
{
    m_number->setKeyboardTracking(false); // a number is typed to its end first
    m_number->setAccessibleName(tr("Part"));
    m_number->setPrefix(tr("Part "));
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_search->setPlaceholderText(tr("Find in all of it"));
    m_search->setAccessibleName(tr("Find in the whole body"));
    m_search->setToolTip(tr("Return: the next match; Shift+Return: the one before"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(searchWidth);
    m_search->installEventFilter(this);
    m_stop->hide();
    auto* save = pushButton(tr("Save As…"), this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::m, spacing::xs, spacing::m, spacing::xs);
    layout->setSpacing(spacing::s);
    layout->addWidget(m_previous);
    layout->addWidget(m_number);
    layout->addWidget(m_next);
    layout->addWidget(m_place, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_stop);
    layout->addWidget(m_search);
    layout->addWidget(save);
    setAutoFillBackground(true);
    connect(m_previous, &QToolButton::clicked, this, [this] { emit partRequested(m_number->value() - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { emit partRequested(m_number->value() + 1); });
    connect(m_number, &QSpinBox::valueChanged, this, &LongBodyBar::partRequested);
    connect(m_stop, &QToolButton::clicked, this, &LongBodyBar::cancelRequested);
    connect(m_search, &QLineEdit::textChanged, this, [this] {
        emit cancelRequested();
        m_note->clear();
    });
    connect(save, &QPushButton::clicked, this, &LongBodyBar::saveRequested);
    connect(&theme, &Theme::changed, this, &LongBodyBar::restyle);
    restyle();
}

void LongBodyBar::restyle()
{
    m_place->setFont(m_theme.text(fontSize::secondary));
    m_note->setFont(m_theme.text(fontSize::secondary));
    QPalette ground = palette();
    ground.setColor(QPalette::Window, m_theme.color(Color::AlertMuted));
    setPalette(ground);
}

void LongBodyBar::showPart(int number, int count, qint64 begin, qint64 end, qint64 size)
{
    const QSignalBlocker quiet(m_number);
    m_number->setRange(1, count);
    m_number->setValue(number);
    m_previous->setEnabled(number > 1);
    m_next->setEnabled(number < count);
    m_place->setText(tr("of %L1: %2 to %3 of %4").arg(count).arg(sizeText(begin), sizeText(end), sizeText(size)));
    m_place->setToolTip(m_place->text());
}

void LongBodyBar::showSearching(int percent)
{
    m_note->setText(tr("Searching… %1 %").arg(percent));
    m_stop->show();
}

void LongBodyBar::showNote(const QString& note)
{
    m_note->setText(note);
    m_stop->hide();
}

void LongBodyBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString LongBodyBar::wanted() const
{
    return m_search->text();
}

bool LongBodyBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (!m_search->text().isEmpty())
                emit searchRequested(key->modifiers().testFlag(Qt::ShiftModifier));
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_stop->isHidden()) {
            emit cancelRequested();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
