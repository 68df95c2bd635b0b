package io.guestkit.exporter.pages.html;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How pages look, and the policy that lets nothing else in. */
final class Style {
  /** A file in three lines, as in the menu. */
  static final String ICON =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'"
          + " fill='%230b6b74'%3E%3Crect x='3' y='3' width='18' height='4' rx='2'/%3E%3Crect x='3'"
          + " y='9' width='18' height='4' rx='2'/%3E%3Crect x='3' y='15' width='11' height='4'"
          + " rx='2'/%3E%3C/svg%3E";

  private static final String COLOURS =
      """
      :root{color-scheme:light dark;--bg:#f4f6f8;--card:#fff;--text:#1b2430;--muted:#566170;\
      --line:#dde2e8;--soft:#eef1f4;--link:#0b5f86;--accent:#0b6b74;--on-accent:#fff;\
      --ok:#17643a;--ok-bg:#e1f3e7;--warn:#774800;--warn-bg:#fcefd3;--bad:#9b1c1c;--bad-bg:#fde5e3;\
      --run:#0b4f96;--run-bg:#e0edfc;--wait:#4a5463;--wait-bg:#e8ecf1;\
      --fs:#d5e7f5;--fs-use:#4b93c6;--swap:#f8e6c4;--lvm:#e5dcf6;--boot:#d3eee6;--boot-use:#3f9d83;\
      --raw:#e6e9ee;--bar:#2f7fb5;--full:#c03a2b;--kept:#a9b7c4}
      @media (prefers-color-scheme:dark){:root{--bg:#10151b;--card:#181f27;--text:#e3e8ee;\
      --muted:#9ba8b7;--line:#2b3540;--soft:#202932;--link:#7cc0ea;--accent:#5fc3cc;--on-accent:#06242a;\
      --ok:#84dca6;--ok-bg:#13341f;--warn:#f2c46a;--warn-bg:#3a2b0b;--bad:#ffa39d;--bad-bg:#431a19;\
      --run:#94c5ff;--run-bg:#122b4c;--wait:#b4becb;--wait-bg:#27303b;\
      --fs:#1d3a52;--fs-use:#4a94c9;--swap:#45361a;--lvm:#3a2f58;--boot:#193f37;--boot-use:#3fa287;\
      --raw:#2b333d;--bar:#4a9bd1;--full:#e0685b;--kept:#5b6875}}
      """;

  private static final String FRAME =
      """
      *{box-sizing:border-box}
      html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
      body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,-apple-system,\
      "Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:anywhere}
      a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
      a:hover{text-decoration-thickness:2px}
      :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
      .wide,main{max-width:76rem;margin:0 auto;padding:0 1.25rem}
      .skip{position:absolute;left:-99rem}.skip:focus{position:static;display:block;padding:.5rem}
      .top{background:var(--card);border-bottom:1px solid var(--line)}
      .top .wide{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem 1.5rem;padding-block:.7rem}
      .brand{display:flex;align-items:center;gap:.55rem;font-weight:650;color:var(--text);\
      text-decoration:none;margin-right:auto}
      .brand rect{fill:var(--accent)}
      nav a{display:inline-block;padding:.15rem 0;margin-right:1.1rem;text-decoration:none}
      nav a:last-child{margin-right:0}nav a:hover{text-decoration:underline}
      main{padding-block:1.4rem 2.5rem}
      footer{color:var(--muted);border-top:1px solid var(--line);padding:.9rem 0 1.6rem;font-size:.88rem}
      h1{font-size:1.55rem;line-height:1.25;margin:.2rem 0 .3rem;font-weight:650}
      h2{font-size:1.12rem;margin:0 0 .7rem;font-weight:650}
      h3{font-size:.98rem;margin:1.3rem 0 .5rem;font-weight:650}
      p{margin:.4rem 0 .8rem}
      .muted{color:var(--muted)}.path{color:var(--muted);margin-bottom:.2rem;font-size:.92rem}
      .card{background:var(--card);border:1px solid var(--line);border-radius:10px;\
      padding:1.1rem 1.25rem;margin:0 0 1.1rem;scroll-margin-top:1rem}
      .card>:last-child{margin-bottom:0}
      .cards{display:grid;grid-template-columns:2fr 1fr;gap:1.1rem}
      .title{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem .8rem}
      .lead{color:var(--muted);margin:.2rem 0 .9rem}
      code{font:.92em ui-monospace,"DejaVu Sans Mono",monospace}
      """;

  private static final String CONTROLS =
      """
      .chips{display:flex;flex-wrap:wrap;gap:.5rem;margin:.9rem 0;padding:0}
      .chips a{display:inline-flex;align-items:center;gap:.45rem;margin:0;padding:.28rem .8rem;\
      border:1px solid var(--line);border-radius:99px;background:var(--card);color:var(--text)}
      .chips a:hover{border-color:var(--accent);text-decoration:none}
      .chips a[aria-current]{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
      .chips b{font-weight:650;font-variant-numeric:tabular-nums}
      .state{display:inline-block;padding:.08rem .6rem;border-radius:99px;font-size:.86rem;\
      font-weight:600;white-space:nowrap}
      .dot{width:.6rem;height:.6rem;border-radius:50%;background:currentColor}
      .current{color:var(--ok)}.stale{color:var(--warn)}.failed{color:var(--bad)}
      .inspecting{color:var(--run)}.waiting{color:var(--wait)}
      .state.current{background:var(--ok-bg)}.state.stale{background:var(--warn-bg)}
      .state.failed{background:var(--bad-bg)}.state.inspecting{background:var(--run-bg)}
      .state.waiting{background:var(--wait-bg)}
      .tag{display:inline-block;padding:0 .45rem;border-radius:5px;background:var(--soft);\
      color:var(--text);font-size:.86rem;margin:0 .3rem .2rem 0}
      .alert{background:var(--bad-bg);color:var(--bad);border-color:transparent}
      form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:0 0 1.1rem}
      form:last-child{margin:0}
      form .field{flex:1 1 10rem;min-width:0}
      label{display:block;font-size:.88rem;color:var(--muted);margin-bottom:.2rem}
      input,button{font:inherit;border-radius:7px;padding:.42rem .75rem;border:1px solid var(--muted)}
      input{width:100%;background:var(--bg);color:var(--text)}
      input::placeholder{color:var(--muted);opacity:1}
      button{background:var(--accent);border-color:var(--accent);color:var(--on-accent);\
      font-weight:600;cursor:pointer}
      .button{display:inline-block;border:1px solid var(--line);border-radius:7px;padding:.25rem .75rem;\
      text-decoration:none;background:var(--card);margin:0 .5rem .3rem 0}
      .button:hover{border-color:var(--accent)}
      .pages{display:flex;gap:.5rem 1rem;flex-wrap:wrap;align-items:center;margin:.9rem 0 0}
      .links{list-style:none;margin:0;padding:0}.links li{margin:.3rem 0}
      """;

  private static final String TABLES =
      """
      .scroll{overflow-x:auto}td{min-width:5.5rem}tbody th{min-width:8rem}
      table{border-collapse:collapse;width:100%;font-size:.94rem}
      caption{text-align:left;color:var(--muted);font-size:.88rem;padding-bottom:.4rem}
      th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;\
      border-bottom:1px solid var(--line);font-weight:400}
      th:last-child,td:last-child{padding-right:0}
      tbody tr:last-child>*{border-bottom:0}
      thead th{color:var(--muted);font-size:.85rem;font-weight:600;white-space:nowrap}
      thead a{color:inherit;text-decoration:none}thead a:hover{text-decoration:underline}
      th[aria-sort]{color:var(--text)}
      th[aria-sort=ascending] a::after{content:" \\2191"}
      th[aria-sort=descending] a::after{content:" \\2193"}
      th.n,td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;\
      padding-right:1.6rem;min-width:0}
      th.n:last-child,td.n:last-child{padding-right:0}
      td small,th small{display:block;color:var(--muted);font-size:.87rem}
      tbody .main{font-weight:600}
      .short{white-space:nowrap}
      .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(13rem,100%),1fr));\
      gap:.8rem 1.5rem;margin:0 0 1.2rem}
      .facts:last-child{margin:0}
      dt{color:var(--muted);font-size:.86rem}dd{margin:0}
      summary{cursor:pointer;color:var(--link);padding:.25rem 0}
      .map{display:block;margin:.2rem 0 .9rem;border-radius:8px;overflow:hidden;background:var(--soft)}
      .map .part{stroke:var(--card);stroke-width:2}
      .map text{fill:var(--text);font-size:12px}.map .name{font-weight:650;font-size:13px}
      .map .fs .part{fill:var(--fs)}.map .swap .part{fill:var(--swap)}.map .lvm .part{fill:var(--lvm)}
      .map .boot .part{fill:var(--boot)}.map .raw .part{fill:var(--raw)}
      .map .gap .part{fill:var(--bg);stroke:var(--muted);stroke-width:1;stroke-dasharray:3 4}
      .map .used{fill:var(--fs-use)}.map .boot .used{fill:var(--boot-use)}
      .use{display:block;border-radius:6px;overflow:hidden;margin:.25rem 0 .4rem}
      .use .rest{fill:var(--soft)}.use .used{fill:var(--bar)}.full .use .used{fill:var(--full)}
      .use .reserved{fill:var(--kept)}
      .fsys{display:grid;grid-template-columns:minmax(10rem,1fr) 2.4fr;gap:.2rem 1.5rem;\
      padding:.75rem 0;border-top:1px solid var(--line)}
      .fsys:first-of-type{border-top:0;padding-top:0}
      .fsys p{margin:0}.fsys .main{font-weight:600}
      .key{display:inline-block;width:.7rem;height:.7rem;border-radius:3px;margin-right:.35rem}
      .key.used{background:var(--bar)}.key.rest{background:var(--soft);border:1px solid var(--muted)}
      .key.reserved{background:var(--kept)}.full .key.used{background:var(--full)}
      .legend span{margin-right:1.2rem;white-space:nowrap}
      """;

  private static final String SCREENS =
      """
      @media (max-width:46rem){
      .wide,main{padding-inline:.9rem}
      .card{padding:.9rem}
      .cards,.fsys{grid-template-columns:minmax(0,1fr)}
      thead{position:absolute;left:-99rem}
      table,tbody,tbody tr,caption{display:block}
      thead:has(a){display:block;position:static;padding:.1rem 0 .6rem}
      thead:has(a) tr{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem}
      thead:has(a) th{border:0;padding:.25rem 0}
      tbody tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
      tbody tr:last-child{border-bottom:0}
      tbody th,tbody td,td.n{display:block;border:0;padding:.12rem 0;text-align:left;\
      white-space:normal;min-width:0}
      tbody td,td.n{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:0 .8rem;justify-items:start}
      td::before{content:attr(data-label);color:var(--muted);font-size:.88rem}
      td>small{grid-column:2}
      td:empty{display:none}
      .facts{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
      .legend span{display:block}
      }
      @media print{
      nav,form,.chips,.pages,.skip,footer,.button{display:none}
      body,.card{background:#fff;color:#000;border:0}
      .card{break-inside:avoid-page;padding:0}
      }
      """;

  /** All of it; a page carries it, for one request is enough then. */
  static final String SHEET = COLOURS + FRAME + CONTROLS + TABLES + SCREENS;

  /** Nothing from elsewhere, no script, no other style. */
  static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(SHEET)
          + "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private Style() {}

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
