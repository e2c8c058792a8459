// local tool, not committed
#include "tests/support/window_fixture.h"
#include "ui/console/console_page.h"
#include "ui/inspector/inspector_page.h"
#include "ui/design/design_page.h"
#include "ui/design/stage_view.h"
#include "ui/design/cors_dialog.h"
#include "ui/design/models_view.h"
#include "ui/design/content_editor.h"
#include "ui/shell/shortcuts_sheet.h"
#include <QTabWidget>
#include <QTabBar>
#include <QTimer>
#include <QScrollBar>
#include <QScrollArea>
#include <QPushButton>
#include <QTreeView>
#include <QProcess>
#include <QNetworkAccessManager>
#include <QNetworkReply>
using namespace gw; using namespace gw::ui; using gw::test::Studio;
class TestZz : public QObject { Q_OBJECT
 QString tag;
 static void wait(int ms){ QTest::qWait(ms); }
 void shot(QWidget* w, const char* name){ wait(250); w->grab().save(QString("/tmp/fluid/shots/%1-%2.png").arg(name, tag)); }
private slots:
 void pictures(){
  for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
   tag = choice==ThemeChoice::Light?"light":"dark";
   Studio s; s.theme.setChoice(choice);
   QProcess::execute("cp",{"-r",GW_SOURCE_DIR "/resources/examples/petstore",s.dir.filePath("petstore")});
   QSignalSpy opened(&s.workspace,&Workspace::opened); s.workspace.open(s.dir.filePath("petstore")); QVERIFY(opened.wait(5000));
   auto* w=s.window.get(); const QStringList size=QString(qEnvironmentVariable("SHOT_SIZE","1280x800")).split('x'); w->resize(size[0].toInt(),size[1].toInt());
   const Api* api=s.workspace.project().apis.front().operator->();
   auto ref=[&](const char* path,HttpVerb v)->NodeRef{ const Resource* r=api->openApi()->findPath(path); for(auto&m:r->methods) if(m->verb==v) return {api->id,r->id,m->id,{}}; return {}; };
   auto& d=w->design();
   if(qEnvironmentVariableIsSet("SHOT_SOURCE")) { d.showCard(ref("/pets/{petId}",HttpVerb::Get),engine::Card::IntegrationResponse); d.run(DesignPage::Command::ToggleSource); shot(w,"source"); continue; }
   const NodeRef post=ref("/pets",HttpVerb::Post);
   for(auto c: engine::allCards){ d.showCard(post,c); shot(w,("card-"+QString(engine::cardName(c)).replace(' ','-')).toUtf8()); }
   // template editor: add a request template
   d.showCard(post,engine::Card::IntegrationRequest);
   s.workspace.apply("t",[&](Project p){ Method m=*p.find(post); m.integration->requestTemplates.emplace_back("application/json","#set($pet = $input.path('$'))\n{\n  \"name\": \"$util.escapeJavaScript($pet.name)\",\n  \"kind\": $input.json('$.kind')\n}\n"); return setMethod(std::move(p),api->id,m); });
   api=s.workspace.project().apis.front().operator->(); wait(600);
   for(auto* area: w->findChildren<QScrollArea*>()) if(area->isVisible()&&area->widget()->findChild<ContentEditor*>()) if(auto*ce=area->widget()->findChild<ContentEditor*>()) area->ensureWidgetVisible(ce,0,400);
   shot(w,"template");
   auto* tree=[&]{ for(auto*t: d.findChildren<QTreeView*>()) if(t->accessibleName()=="API tree") return t; return (QTreeView*)nullptr; }();
   auto select=[&](const char* n){ auto f=tree->model()->match(tree->model()->index(0,0),Qt::DisplayRole,QString(n),1,Qt::MatchRecursive|Qt::MatchExactly); if(f.size()) tree->setCurrentIndex(f[0]); else qWarning("no %s",n); };
   select("Models"); wait(100); d.findChild<ModelsView*>()->showModel("NewPet"); shot(w,"model");
   auto tabsOf=[&](const char* base){ for(auto* t: d.findChildren<QTabWidget*>()) if(t->isVisible()) { for(int i=0;i<t->count();++i){ if(!t->isTabVisible(i)) continue; t->setCurrentIndex(i); shot(w,qPrintable(QString("%1-%2").arg(base,t->tabText(i)).replace(' ','-'))); if(auto*a=qobject_cast<QScrollArea*>(t->widget(i))) if(a->verticalScrollBar()->maximum()>0){ a->verticalScrollBar()->setValue(99999); shot(w,qPrintable(QString("%1-%2-end").arg(base,t->tabText(i)).replace(' ','-'))); a->verticalScrollBar()->setValue(0);} } break; } };
   d.showNode({api->id,{},{},{}}); tabsOf("api");
   const StageId prod=api->stages.back().id;
   const ApiId aid=api->id;
   QSignalSpy deployed(&s.gateway,&GatewaySession::deployed);
   s.gateway.setPort(0); s.gateway.start(); deployed.wait(5000);
   d.showNode({aid,{},{},prod}); shot(w,"stage-undeployed");
   s.gateway.deploy(aid,prod,"First"); wait(500);
   s.workspace.apply("t",[&](Project p){ Method m=*p.find(post); m.summary="Take in"; return setMethod(std::move(p),aid,m); });
   s.workspace.apply("t",[&](Project p){ return deleteMethod(std::move(p),aid,ref("/pets/{petId}",HttpVerb::Delete).method); });
   s.gateway.deploy(aid,prod,"Deletes a method"); wait(500);
   api=s.workspace.project().apis.front().operator->();
   d.showNode({aid,{},{},prod}); tabsOf("stage");
   select("Stages"); shot(w,"stages");
   const Resource* r=s.workspace.project().apis.front()->openApi()->findPath("/pets");
   d.showNode({aid,r->id,{},{}}); shot(w,"resource");
   for(auto*b: d.findChildren<QPushButton*>()) if(b->isVisible()&&b->text().startsWith("Enable CORS")) b->click();
   wait(300); if(auto*c=w->findChild<CorsDialog*>()){ shot(c,"cors"); c->reject(); }
   w->setMode(MainWindow::Mode::Console); w->console().testMethod(ref("/health",HttpVerb::Get)); wait(1500); shot(w,"console-test");
   w->console().tryMethod(ref("/health",HttpVerb::Get)); w->console().send(); wait(1500); shot(w,"console-send");
   w->setMode(MainWindow::Mode::Inspector); if(!s.gateway.traces().empty()) w->inspector().showTrace(QString::fromStdString(s.gateway.traces().back()->requestId)); shot(w,"inspector");
   { ShortcutsSheet* sh=nullptr; QTimer::singleShot(300,[&]{ sh=w->findChild<ShortcutsSheet*>(); if(sh){ sh->grab().save("/tmp/fluid/shots/shortcuts-"+tag+".png"); sh->reject(); } }); QTest::keyClick(w,Qt::Key_Slash,Qt::ControlModifier); wait(700);} 
   s.gateway.stop(); wait(300);
  } }
};
QTEST_MAIN(TestZz)
#include "tst_zz_pictures.moc"
