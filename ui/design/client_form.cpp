// Client card: how to call the method: its address, a curl command, and in words what a call must bring.
#include "ui/design/card_forms.h"
#include "ui/design/method_facts.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int leastCurlLines = 3;
constexpr int mostCurlLines = 14;

QString names(const Method& method, ParameterLocation location, bool required)
{
    QStringList list;
    for (const Parameter& parameter : method.requestParameters)
        if (parameter.location == location && parameter.required == required)
            list << QLatin1Char('"') + fromUtf8(parameter.name) + QLatin1Char('"');
    return list.join(QStringLiteral(", "));
}

class ClientForm final : public MethodForm
{
public:
    ClientForm(const Theme& theme, ApplyMethodChange apply) : MethodForm(theme, std::move(apply))
    {
        addSection(MethodForm::tr("How clients call it"));
        m_stopped = new ToneLabel(theme, tone::muted,
                                  MethodForm::tr("The gateway is stopped. Start it (F5) to get an address."));
        add(m_stopped);
        add(buildAddress());
        m_curl = new CodeEditor(theme);
        m_curl->setReadOnly(true);
        m_curl->setLineNumbersVisible(false);
        m_curl->setAccessibleName(MethodForm::tr("curl command"));
        m_curl->setTabChangesFocus(true);
        m_curl->setFrameShape(QFrame::StyledPanel);
        add(buildCurl());
        addSection(MethodForm::tr("In words"));
        m_words = new ToneLabel(theme, {});
        m_words->setWordWrap(true);
        m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        add(m_words);
    }

    void showMethod(const MethodContext& context) override
    {
        const bool isRunning = !context.address.isEmpty();
        m_stopped->setVisible(!isRunning);
        m_addressRow->setVisible(isRunning);
        m_address->setText(context.address);
        m_address->setCursorPosition(0);
        const QString address = isRunning ? context.address
                                          : QStringLiteral("http://…") + (context.resource.path == defaultRoutePath
                                                                              ? QStringLiteral("/")
                                                                              : fromUtf8(context.resource.path));
        m_curl->updateText(curlCommand(address, context.method));
        fitCurl();
        m_words->setText(describe(context).join(QLatin1Char('\n')));
    }

private:
    static void copy(const QString& text) { QGuiApplication::clipboard()->setText(text); }

    QWidget* buildAddress()
    {
        m_addressRow = new QWidget;
        auto* row = new QHBoxLayout(m_addressRow);
        row->setContentsMargins(0, 0, 0, 0);
        m_address = new QLineEdit;
        m_address->setReadOnly(true);
        m_address->setFont(m_theme.monospace());
        m_address->setAccessibleName(MethodForm::tr("Invoke URL"));
        row->addWidget(m_address, 1);
        auto* button = iconButton(m_theme, QStringLiteral("copy"), MethodForm::tr("Copy the invoke URL"), m_addressRow);
        QObject::connect(button, &QToolButton::clicked, m_address, [this] { copy(m_address->text()); });
        row->addWidget(button);
        return m_addressRow;
    }

    QWidget* buildCurl()
    {
        auto* box = new QWidget;
        auto* column = new QVBoxLayout(box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(spacing::xs);
        auto* head = new QHBoxLayout;
        head->addWidget(new ToneLabel(m_theme, tone::label, MethodForm::tr("With curl")), 1);
        auto* button = iconButton(m_theme, QStringLiteral("copy"), MethodForm::tr("Copy the curl command"), box);
        QObject::connect(button, &QToolButton::clicked, m_curl, [this] { copy(m_curl->toPlainText()); });
        head->addWidget(button);
        column->addLayout(head);
        column->addWidget(m_curl);
        return box;
    }

    // As high as the command, within reason.
    void fitCurl()
    {
        const int lines = std::clamp(m_curl->document()->blockCount(), leastCurlLines, mostCurlLines);
        m_curl->setFixedHeight(lines * m_curl->fontMetrics().lineSpacing() + 2 * spacing::m + 2 * m_curl->frameWidth());
    }

    static QStringList describe(const MethodContext& context)
    {
        const Method& method = context.method;
        QStringList words{authorizationWords(method) +
                          (method.apiKeyRequired ? MethodForm::tr(", and an API key in the x-api-key header.")
                                                 : QStringLiteral("."))};
        const auto say = [&](const QString& sentence, ParameterLocation location, bool required) {
            if (const QString list = names(method, location, required); !list.isEmpty())
                words << sentence.arg(list);
        };
        say(MethodForm::tr("The path carries %1."), ParameterLocation::Path, true);
        say(MethodForm::tr("The query must have %1."), ParameterLocation::QueryString, true);
        say(MethodForm::tr("The query may have %1."), ParameterLocation::QueryString, false);
        say(MethodForm::tr("The headers must have %1."), ParameterLocation::Header, true);
        say(MethodForm::tr("The headers may have %1."), ParameterLocation::Header, false);
        if (!method.requestModels.empty())
            words << (method.requestBodyRequired ? MethodForm::tr("A body of type %1 is required.")
                                                 : MethodForm::tr("A body of type %1 may be sent."))
                         .arg(fromUtf8(method.requestModels.front().contentType));
        QStringList statuses;
        for (const MethodResponse& response : method.responses)
            statuses << fromUtf8(response.statusCode);
        if (!statuses.isEmpty())
            words << MethodForm::tr("It answers with %1.").arg(statuses.join(QStringLiteral(", ")));
        return words;
    }

    ToneLabel* m_stopped;
    QWidget* m_addressRow = nullptr;
    QLineEdit* m_address = nullptr;
    CodeEditor* m_curl;
    ToneLabel* m_words;
};

} // namespace

MethodForm* makeClientForm(const Theme& theme, ApplyMethodChange apply)
{
    return new ClientForm(theme, std::move(apply));
}

} // namespace gw::ui
