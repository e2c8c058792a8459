#include "core/edit/edits.h"
#include "tests/bench/window/scenarios.h"
#include "tests/bench/window/steps.h"
#include "tests/bench/window/studio.h"
#include "ui/console/body_editor.h"
#include "ui/console/console_page.h"
#include "ui/console/request_editor.h"
#include "ui/design/code_field.h"
#include "ui/design/design_page.h"
#include "ui/design/template_editor.h"
#include "ui/widgets/code_editor.h"

#include <QTest>
#include <QTimer>

#include <cstdio>

namespace gw::bench {

namespace {

QString jsonOf(int bytes)
{
    QString text = QStringLiteral("[\n");
    for (int n = 0; text.size() < bytes; ++n)
        text +=
            QStringLiteral("  {\"id\": %1, \"name\": \"something to read\", \"tags\": [\"a\", {\"deep\": true}]},\n")
                .arg(n);
    return text + QStringLiteral("  {}\n]\n");
}

std::string templateOf(int bytes)
{
    std::string text = "#set($root = $input.path('$'))\n{\n";
    for (int n = 0; int(text.size()) < bytes; ++n)
        text += "#if($root.kind" + std::to_string(n) + " == \"a\")  \"field" + std::to_string(n) +
                "\": \"$util.escapeJavaScript($root.name)\", ## a comment\n#end\n";
    return text + "  \"end\": true\n}\n";
}

void rest()
{
    bool isOver = false;
    QTimer::singleShot(1500, qApp, [&isOver] { isOver = true; });
    until([&isOver] { return isOver; });
}

void typeIn(QPlainTextEdit* editor, const char* where)
{
    editor->setFocus();
    std::printf("  at %s\n", where);
    measureEach("letters", 100, [&](int n) { QTest::keyClick(editor, static_cast<char>('a' + n % 26)); });
    measureEach("line breaks", 20, [&](int) { QTest::keyClick(editor, Qt::Key_Return); });
    measureEach("brackets", 20, [&](int n) { QTest::keyClick(editor, n % 2 == 0 ? '(' : ')'); });
    measureEach("quotes", 10, [&](int) { QTest::keyClick(editor, '"'); });
    measureEach("backspace", 50, [&](int) { QTest::keyClick(editor, Qt::Key_Backspace); });
    measure("what follows the pause", &rest);
    measureEach("the first letter after it", 1, [&](int) { QTest::keyClick(editor, 'z'); });
    measure("what follows it", &rest);
}

void typeEverywhere(QPlainTextEdit* editor)
{
    editor->moveCursor(QTextCursor::Start);
    typeIn(editor, "the beginning");
    QTextCursor middle = editor->textCursor();
    middle.setPosition(editor->document()->characterCount() / 2);
    editor->setTextCursor(middle);
    typeIn(editor, "the middle");
    editor->moveCursor(QTextCursor::End);
    typeIn(editor, "the end");
}

void typeInTemplate(Studio& studio, int bytes)
{
    const NodeRef ref = studio.methodAt(0);
    studio.workspace.apply(QStringLiteral("Template"), [&](Project project) {
        Method changed = *project.find(ref);
        changed.integration->requestTemplates = {{"application/json", templateOf(bytes)}};
        return setMethod(std::move(project), ref.api, changed);
    });
    measure("show a template of that length", [&] {
        studio.window->design().showCard(ref, engine::Card::IntegrationRequest);
        rest();
    });
    for (ui::TemplateEditor* each : studio.window->findChildren<ui::TemplateEditor*>())
        if (each->isVisible())
            return typeEverywhere(each->content()->code()->editor());
    qFatal("There is no template to type in.");
}

void typeInBody(Studio& studio, int bytes)
{
    studio.window->setMode(ui::MainWindow::Mode::Console);
    console::ConsoleRequest request;
    request.method = QStringLiteral("POST");
    request.url = QStringLiteral("http://127.0.0.1:9/");
    request.body.kind = console::BodyKind::Json;
    request.body.text = jsonOf(bytes);
    auto* editor = studio.window->console().findChild<ui::RequestEditor*>();
    measure("show a body of that length", [&] {
        editor->setRequest(request);
        rest();
    });
    typeEverywhere(editor->findChild<ui::BodyEditor*>()->findChild<ui::CodeEditor*>());
}

} // namespace

void type(int bytes)
{
    Studio studio(100);
    studio.open();
    const Memory before = memory();
    std::printf(" a template\n");
    typeInTemplate(studio, bytes);
    std::printf(" a JSON body\n");
    typeInBody(studio, bytes);
    printMemory("with both", before);
}

} // namespace gw::bench
