/** Common emoji shortcodes. One line per family; `name:glyph`, aliases joined with `=`. */

const TABLE = `
smile:😄 smiley:😃 grinning:😀 grin:😁 laughing=satisfied:😆 sweat_smile:😅 joy:😂 rofl:🤣 slightly_smiling_face:🙂
wink:😉 blush:😊 innocent:😇 heart_eyes:😍 star_struck:🤩 yum:😋 stuck_out_tongue:😛 relaxed:☺️ relieved:😌 smirk:😏
thinking_face=thinking:🤔 neutral_face:😐 expressionless:😑 no_mouth:😶 face_with_rolling_eyes:🙄 grimacing:😬 upside_down_face:🙃
pensive:😔 sleepy:😪 sleeping:😴 zzz:💤 confused:😕 worried:😟 slightly_frowning_face:🙁 open_mouth:😮 hushed:😯 flushed:😳
pleading_face:🥺 cry:😢 sob:😭 scream:😱 disappointed:😞 sweat:😓 weary:😩 tired_face:😫 yawning_face:🥱 angry:😠 rage:😡
exploding_head:🤯 cowboy_hat_face:🤠 partying_face:🥳 sunglasses:😎 nerd_face:🤓 hugging_face=hugs:🤗 saluting_face:🫡 ghost:👻 robot_face:🤖
wave:👋 raised_hand=hand:✋ ok_hand:👌 v:✌️ crossed_fingers:🤞 call_me_hand:🤙 point_left:👈 point_right:👉 point_up_2:👆 point_up:☝️ point_down:👇
+1=thumbsup:👍 -1=thumbsdown:👎 fist:✊ facepunch=punch:👊 clap:👏 raised_hands:🙌 open_hands:👐 palms_up_together:🤲 handshake:🤝
pray:🙏 writing_hand:✍️ muscle:💪 eyes:👀 eye:👁️ brain:🧠 ear:👂 speaking_head_in_silhouette:🗣️ bust_in_silhouette:👤 busts_in_silhouette:👥
heart:❤️ orange_heart:🧡 yellow_heart:💛 green_heart:💚 blue_heart:💙 purple_heart:💜 black_heart:🖤 broken_heart:💔 sparkling_heart:💖
100:💯 boom=collision:💥 dizzy:💫 sparkles:✨ star:⭐ star2:🌟 zap:⚡ fire:🔥 rainbow:🌈 sunny:☀️ sunrise:🌅 partly_sunny:⛅ cloud:☁️ umbrella:☔ snowflake:❄️
seedling:🌱 herb:🌿 evergreen_tree:🌲 deciduous_tree:🌳 palm_tree:🌴 cactus:🌵 potted_plant:🪴 leaves:🍃 four_leaf_clover:🍀 maple_leaf:🍁
tulip:🌷 rose:🌹 sunflower:🌻 blossom:🌼 bouquet:💐 cherry_blossom:🌸 bee:🐝 turtle:🐢 owl:🦉 dog:🐶 cat:🐱 bird:🐦 unicorn_face:🦄
coffee:☕ tea:🍵 cake:🍰 birthday:🎂 cookie:🍪 doughnut:🍩 pizza:🍕 apple:🍎 beers:🍻 champagne:🍾 clinking_glasses:🥂
tada:🎉 confetti_ball:🎊 balloon:🎈 gift:🎁 trophy:🏆 medal=sports_medal:🏅 first_place_medal:🥇 second_place_medal:🥈 third_place_medal:🥉 dart:🎯 jigsaw:🧩 game_die:🎲
art:🎨 musical_note:🎵 headphones:🎧 microphone:🎤 camera:📷 video_camera:📹 movie_camera:🎥 telephone_receiver:📞 iphone:📱 computer:💻
bulb:💡 flashlight:🔦 mag:🔍 mag_right:🔎 lock:🔒 unlock:🔓 key:🔑 hammer:🔨 wrench:🔧 hammer_and_wrench:🛠️ gear:⚙️ toolbox:🧰 link:🔗 paperclip:📎 shield:🛡️
books:📚 book=open_book:📖 notebook:📓 bookmark:🔖 memo=pencil:📝 pencil2:✏️ clipboard:📋 page_facing_up:📄 file_folder:📁 card_index_dividers:🗂️ newspaper:📰
chart_with_upwards_trend:📈 chart_with_downwards_trend:📉 bar_chart:📊 calendar=date:📅 spiral_calendar_pad:🗓️ alarm_clock:⏰ stopwatch:⏱️ hourglass:⌛ hourglass_flowing_sand:⏳ watch:⌚ clock1:🕐 clock3:🕒 clock9:🕘
email=envelope:✉️ incoming_envelope:📨 envelope_with_arrow:📩 inbox_tray:📥 outbox_tray:📤 mailbox:📫 package:📦 speech_balloon:💬 thought_balloon:💭 left_speech_bubble:🗨️
bell:🔔 no_bell:🔕 mega:📣 loudspeaker:📢 pushpin:📌 round_pushpin:📍 triangular_flag_on_post:🚩 checkered_flag:🏁 label:🏷️
warning:⚠️ no_entry:⛔ no_entry_sign:🚫 octagonal_sign:🛑 x:❌ white_check_mark:✅ heavy_check_mark:✔️ ballot_box_with_check:☑️ question:❓ grey_question:❔ exclamation=heavy_exclamation_mark:❗ bangbang:‼️
information_source:ℹ️ heavy_plus_sign:➕ heavy_minus_sign:➖ arrow_right:➡️ arrow_left:⬅️ arrow_up:⬆️ arrow_down:⬇️ arrows_counterclockwise:🔄 repeat:🔁 fast_forward:⏩ double_vertical_bar=pause_button:⏸️ arrow_forward:▶️ leftwards_arrow_with_hook:↩️ twisted_rightwards_arrows:🔀
red_circle:🔴 large_orange_circle:🟠 large_yellow_circle:🟡 large_green_circle:🟢 large_blue_circle:🔵 large_purple_circle:🟣 white_circle:⚪ black_circle:⚫ white_large_square:⬜ black_large_square:⬛ large_green_square:🟩 large_yellow_square:🟨 large_orange_square:🟧 large_blue_square:🟦 small_blue_diamond:🔹 small_orange_diamond:🔸
one:1️⃣ two:2️⃣ three:3️⃣ four:4️⃣ five:5️⃣ six:6️⃣ seven:7️⃣ eight:8️⃣ nine:9️⃣ keycap_ten:🔟 zero:0️⃣
rocket:🚀 airplane:✈️ car:🚗 bike:🚲 train:🚆 ship:🚢 anchor:⚓ compass:🧭 world_map:🗺️ earth_africa:🌍 earth_americas:🌎 earth_asia:🌏 globe_with_meridians:🌐 mountain:⛰️ beach_with_umbrella:🏖️ house:🏠 office:🏢 school:🏫 bridge_at_night:🌉 ladder:🪜 door:🚪 crystal_ball:🔮 gem:💎 moneybag:💰 scales:⚖️
student:🧑‍🎓 teacher:🧑‍🏫 technologist:🧑‍💻 mortar_board:🎓 runner=running:🏃 walking:🚶 person_climbing:🧗 lotus_position:🧘 raising_hand:🙋 shrug:🤷 facepalm:🤦 bow:🙇
`;

const GLYPHS = new Map();
for (const entry of TABLE.trim().split(/\s+/)) {
  const cut = entry.lastIndexOf(":");
  for (const name of entry.slice(0, cut).split("=")) GLYPHS.set(name, entry.slice(cut + 1));
}

const TONES = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };

/** The character for `:name:`, or undefined. */
export function emojiOf(name, tone) {
  const glyph = GLYPHS.get(name);
  return glyph && tone ? glyph.replace("\uFE0F", "") + TONES[tone] : glyph;
}
