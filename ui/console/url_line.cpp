// QLineEdit draws formatted ranges for input methods; variables get their colours the same way, which keeps undo,
// selection and accessibility of a line edit.
#include "ui/console/url_line.h"

#include "ui/console/console_variables.h"
#include "ui/console/variable_text.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHelpEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStandardItemModel>
#include <QToolTip>

namespace gw::ui {

namespace {

constexpr std::size_t maxShown = 30;
constexpr int shownRows = 10;

// What people type may be a path alone, or the URL with or without its variables.
bool matches(const console::RouteOffer& offer, const QString& typed, const console::VariableScope& scope)
{
    return offer.url != typed && (offer.url.contains(typed, Qt::CaseInsensitive) ||
                                  resolve(offer.url, scope).text.contains(typed, Qt::CaseInsensitive));
}

} // namespace

UrlLine::UrlLine(const Theme& theme, const ConsoleVariables& variables, QWidget* parent)
    : QLineEdit(parent), m_theme(theme), m_variables(variables), m_model(new QStandardItemModel(this)),
      m_completer(new QCompleter(this))
{
    setPlaceholderText(tr("URL, or a path such as /pets/{petId}"));
    setAccessibleName(tr("URL"));
    setMaxLength(64 << 10);
    m_completer->setWidget(this);
    m_completer->setModel(m_model);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(shownRows);
    connect(this, &QLineEdit::textChanged, this, &UrlLine::colourVariables);
    connect(this, &QLineEdit::textEdited, this, &UrlLine::offerCompletions);
    connect(&variables, &ConsoleVariables::changed, this, &UrlLine::colourVariables);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, [this](const QModelIndex& index) {
        const auto row = static_cast<std::size_t>(index.row());
        if (row < m_shown.size())
            emit offerTaken(console::RouteOffer(m_shown[row]));
    });
    const auto restyle = [this] {
        setFont(m_theme.monospace());
        m_completer->popup()->setFont(m_theme.monospace(fontSize::secondary));
        colourVariables();
    };
    connect(&theme, &Theme::changed, this, restyle);
    restyle();
}

void UrlLine::setOffers(std::vector<console::RouteOffer> offers)
{
    m_offers = std::move(offers);
}

void UrlLine::colourVariables()
{
    QList<QInputMethodEvent::Attribute> attributes;
    for (const QTextLayout::FormatRange& range : variableFormats(text(), m_variables.scope(), m_theme))
        attributes.append({QInputMethodEvent::TextFormat, range.start - cursorPosition(), range.length, range.format});
    QInputMethodEvent colours(QString(), attributes);
    inputMethodEvent(&colours);
}

std::vector<console::RouteOffer> UrlLine::matching(const QString& typed) const
{
    std::vector<console::RouteOffer> found;
    for (const console::RouteOffer& offer : m_offers) {
        if (found.size() < maxShown && matches(offer, typed, m_variables.scope()))
            found.push_back(offer);
    }
    return found;
}

void UrlLine::offerCompletions()
{
    const QString typed = text().trimmed();
    show(typed.isEmpty() || typed.contains(u'?') ? std::vector<console::RouteOffer>{} : matching(typed));
}

void UrlLine::show(std::vector<console::RouteOffer> offers)
{
    m_shown = std::move(offers);
    m_model->clear();
    for (const console::RouteOffer& offer : m_shown)
        m_model->appendRow(
            new QStandardItem(offer.url + QStringLiteral("    ") + offer.verbs.join(QStringLiteral(", "))));
    if (m_shown.empty())
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

bool UrlLine::event(QEvent* event)
{
    // "End of line" on X11, which End does as well: here it is the key of the environments.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_E && key->modifiers() == Qt::ControlModifier) {
            event->ignore();
            return true;
        }
    }
    if (event->type() != QEvent::ToolTip)
        return QLineEdit::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString tip = variableToolTip(text(), cursorPositionAt(help->pos()), m_variables.scope());
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

void UrlLine::keyPressEvent(QKeyEvent* event)
{
    const bool asks = event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier;
    if (asks || (event->key() == Qt::Key_Down && !m_completer->popup()->isVisible()))
        return show(matching(text().trimmed()));
    QLineEdit::keyPressEvent(event);
}

} // namespace gw::ui
